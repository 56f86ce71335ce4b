import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { ApiProblems } from '../http/api-problems.js';
import { IdeaQuery } from './idea-query.dto.js';
import { StreamingService } from './streaming.service.js';

const events = {
  description:
    'Server-sent events. Each `data:` is JSON with a `type`: `queued` while it waits, `start`, `chunk` (the contents joined are the whole text), `complete` with the idea, or `error`.',
  content: { 'text/event-stream': { schema: { type: 'string' } } },
} as const;

@ApiTags('Streaming')
@Access('generate')
@Controller(`${api}/generate/stream`)
export class StreamingController {
  constructor(private readonly streaming: StreamingService) {}

  /** Writes an idea and sends its text as the model writes it. Hanging up stops it. */
  @Post()
  @HttpCode(200)
  @ApiOkResponse(events)
  @ApiProblems(400, 404, 413, 415, 503)
  post(@Body() request: IdeaRequest, @Res() response: Response): Promise<void> {
    return this.streaming.stream(request, response);
  }

  /** The same for `EventSource`, which can only GET; without a prompt, for one that the service picks. */
  @Access('generate', { inQuery: true })
  @Get()
  @ApiOkResponse(events)
  @ApiProblems(400, 404, 503)
  get(@Query() request: IdeaQuery, @Res() response: Response): Promise<void> {
    return this.streaming.stream(request, response);
  }
}
