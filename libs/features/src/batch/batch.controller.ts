import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { eventSchema } from '../http/api-events.js';
import { ApiProblems } from '../http/api-problems.js';
import { batchEvents } from './batch-event.dto.js';
import { BatchRequest } from './batch-request.dto.js';
import { BatchResponse } from './batch-response.dto.js';
import { BatchService } from './batch.service.js';

const answers = {
  description:
    'The finished ideas and the failures; with `Accept: text/event-stream`, events: `batch_start`, those of each item with its `index`, `batch_progress`, `batch_complete`.',
  content: {
    'application/json': { schema: { $ref: getSchemaPath(BatchResponse) } },
    'text/event-stream': { schema: eventSchema('BatchStreamEvent', batchEvents) },
  },
};

@ApiTags('Batch')
@Access('generate')
@Controller(`${api}/generate/batch`)
export class BatchController {
  constructor(private readonly batch: BatchService) {}

  /** Writes many ideas. A prompt that fails fails alone; hanging up cancels what is left and keeps what is done. */
  @Post()
  @HttpCode(200)
  @ApiExtraModels(BatchResponse, ...Object.values(batchEvents))
  @ApiOkResponse(answers)
  @ApiProblems(400, 413, 415, 503)
  generateBatch(@Body() request: BatchRequest, @Res() response: Response): Promise<void> {
    return this.batch.answer(request, response);
  }
}
