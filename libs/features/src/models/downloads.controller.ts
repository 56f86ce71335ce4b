import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { ApiEvents } from '../http/api-events.js';
import { ApiProblems } from '../http/api-problems.js';
import { DownloadsService } from './downloads.service.js';
import { ModelDto } from './model.dto.js';
import { modelEvents } from './model-event.dto.js';

const key = { name: 'key', description: 'Key of the model, as GET /models shows it.', example: 'muse-mini' };
const events = 'Server-sent events: the status of every model, then its changes, and the progress of downloads.';

@ApiTags('Models')
@Access('generate')
@Controller(`${api}/models`)
export class DownloadsController {
  constructor(private readonly downloads: DownloadsService) {}

  /** Downloads a model from the hub; answered when the hub has said yes. A model that is here stays as it is. */
  @Access('admin')
  @Post(':key/download')
  @HttpCode(200)
  @ApiParam(key)
  @ApiProblems(403, 404, 409, 502, 503, 507)
  downloadModel(@Param('key') key: string): Promise<ModelDto> {
    return this.downloads.start(key);
  }

  /** Cancels a download. What has come is kept, and the next download goes on there. */
  @Access('admin')
  @Delete(':key/download')
  @ApiParam(key)
  @ApiProblems(404)
  cancelDownload(@Param('key') key: string): Promise<ModelDto> {
    return this.downloads.cancel(key);
  }

  /** Changes of the models and the progress of downloads, until the client hangs up. */
  @Access('generate', { inQuery: true })
  @Get('events')
  @ApiEvents('ModelEvent', events, modelEvents)
  watchModels(@Res() response: Response): Promise<void> {
    return this.downloads.events(response);
  }
}
