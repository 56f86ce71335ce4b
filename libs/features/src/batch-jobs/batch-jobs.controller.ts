import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiNoContentResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { callerOf } from '../access/caller.js';
import { api } from '../http/api-prefix.js';
import { ApiEvents } from '../http/api-events.js';
import { ApiProblems } from '../http/api-problems.js';
import { batchJobEvents } from './batch-job-event.dto.js';
import { BatchItemsQuery, BatchJobsQuery } from './batch-job-query.dto.js';
import { BatchJobRequest } from './batch-job-request.dto.js';
import { BatchJobAccepted, BatchJobDto, BatchJobList, BatchJobSummary } from './batch-job.dto.js';
import { BatchJobsService } from './batch-jobs.service.js';

const idempotency = {
  name: 'Idempotency-Key',
  required: false,
  description: 'The same request with the same key is one batch, however often it is sent.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
} as const;

const id = { name: 'id', description: 'Id of the batch.', example: '5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11' };

const events =
  'Server-sent events: `batch_item` for an item that has begun or ended, `batch_progress`, and `batch_complete` at the end. `Last-Event-ID` goes on where a reader was.';

@ApiTags('Batch')
@Access('generate')
@Controller(`${api}/batches`)
export class BatchJobsController {
  constructor(private readonly batches: BatchJobsService) {}

  /** Writes `n` ideas for every prompt on every model, and survives a restart: what is finished is kept, the rest goes on. */
  @Post()
  @HttpCode(202)
  @ApiHeader(idempotency)
  @ApiAcceptedResponse({ type: BatchJobAccepted, description: 'Accepted; `Location` says where it is.' })
  @ApiProblems(400, 413, 415, 422, 503)
  submitBatch(
    @Body() request: BatchJobRequest,
    @Req() from: Request,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') key?: string,
  ): Promise<BatchJobAccepted> {
    return this.batches.submit(request, callerOf(from), key, response);
  }

  /** The batches, the newest first. */
  @Get()
  @ApiProblems(400)
  listBatches(@Query() query: BatchJobsQuery, @Req() from: Request): Promise<BatchJobList> {
    return this.batches.list(query, callerOf(from));
  }

  /** A batch and its items as they are now. */
  @Get(':id')
  @ApiParam(id)
  @ApiProblems(400, 404)
  getBatch(@Param('id') id: string, @Query() query: BatchItemsQuery, @Req() from: Request): Promise<BatchJobDto> {
    return this.batches.get(id, query, callerOf(from));
  }

  /** What happens in a batch, from its beginning or from where a reader was. */
  @Access('generate', { inQuery: true })
  @Get(':id/events')
  @ApiParam(id)
  @ApiEvents('BatchJobStreamEvent', events, batchJobEvents)
  @ApiNoContentResponse({ description: 'Nothing more will happen.' })
  @ApiProblems(400, 404)
  watchBatch(
    @Param('id') id: string,
    @Req() from: Request,
    @Res() response: Response,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<void> {
    return this.batches.events(id, lastEventId, callerOf(from), response);
  }

  /** Ends a batch at once; what is done stays. */
  @Delete(':id')
  @ApiParam(id)
  @ApiProblems(404)
  cancelBatch(@Param('id') id: string, @Req() from: Request): Promise<BatchJobSummary> {
    return this.batches.cancel(id, callerOf(from));
  }

  /** Runs the failed items again. */
  @Post(':id/retry')
  @ApiParam(id)
  @HttpCode(202)
  @ApiAcceptedResponse({ type: BatchJobSummary })
  @ApiProblems(404, 409, 503)
  retryBatch(@Param('id') id: string, @Req() from: Request): Promise<BatchJobSummary> {
    return this.batches.retry(id, callerOf(from));
  }
}
