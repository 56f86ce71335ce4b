import { Controller, Delete, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { ApiProblems } from '../http/api-problems.js';
import { DownloadsService } from './downloads.service.js';
import { ModelDto } from './model.dto.js';

const events = {
  description: 'Server-sent events: `status` {model, status}, first of every model; `progress` of downloads.',
  content: { 'text/event-stream': { schema: { type: 'string' } } },
} as const;

@ApiTags('Models')
@Access('generate')
@Controller(`${api}/models`)
export class DownloadsController {
  constructor(private readonly downloads: DownloadsService) {}

  /** Downloads a model from the hub; answered when the hub has said yes. A model that is here stays as it is. */
  @Access('admin')
  @Post(':key/download')
  @HttpCode(200)
  @ApiProblems(403, 404, 409, 502, 503, 507)
  start(@Param('key') key: string): Promise<ModelDto> {
    return this.downloads.start(key);
  }

  /** Cancels a download. What has come is kept, and the next download goes on there. */
  @Access('admin')
  @Delete(':key/download')
  @ApiProblems(404)
  cancel(@Param('key') key: string): Promise<ModelDto> {
    return this.downloads.cancel(key);
  }

  /** Changes of the models and the progress of downloads, until the client hangs up. */
  @Access('generate', { inQuery: true })
  @Get('events')
  @ApiOkResponse(events)
  events(@Res() response: Response): Promise<void> {
    return this.downloads.events(response);
  }
}
