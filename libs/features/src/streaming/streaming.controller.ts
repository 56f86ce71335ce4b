import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiNoContentResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Access } from '../access/access.decorator.js';
import { api } from '../http/api-prefix.js';
import { ApiEvents } from '../http/api-events.js';
import { ApiProblems } from '../http/api-problems.js';
import { IdeaQuery } from './idea-query.dto.js';
import { streamEvents } from './stream-event.dto.js';
import { readerOf } from './stream-reader.js';
import { StreamPlaceQuery, StreamRequest } from './stream-request.dto.js';
import { StreamingService } from './streaming.service.js';

const events =
  'Server-sent events. Each `data:` is JSON with a `type`: `queued` while it waits, with an ensemble `candidate` and `candidate_complete` for each of its texts, `start`, `chunk` (the contents joined are the whole text), `restart` where another worker begins anew (the text so far counts no more), `complete` with the idea, or `error`.';
const ideaId = { name: 'idea_id', description: 'Id of the idea that the stream writes.' };
const ended = { description: 'Last-Event-ID is that of the last event: nothing is left to send.' };
const lastEventId = {
  name: 'Last-Event-ID',
  description: 'The id of the last event that came; an `EventSource` that was cut off sends it by itself.',
  required: false,
};

@ApiTags('Streaming')
@Access('generate')
@Controller(`${api}/generate/stream`)
export class StreamingController {
  constructor(private readonly streaming: StreamingService) {}

  /** Writes an idea and sends its text as the model writes it. Hanging up stops it, unless it is `resumable`. */
  @Post()
  @HttpCode(200)
  @ApiEvents('StreamEvent', events, streamEvents)
  @ApiProblems(400, 404, 413, 415, 503)
  streamIdea(@Body() request: StreamRequest, @Req() http: Request, @Res() response: Response): Promise<void> {
    return this.streaming.begin(request, request.resumable, readerOf(http), response);
  }

  /**
   * The same for `EventSource`, which can only GET, and comes back when it was cut off: resumable. Without a prompt, for one
   * that the service picks, with an angle.
   */
  @Access('generate', { inQuery: true })
  @Get()
  @ApiHeader(lastEventId)
  @ApiEvents('StreamEvent', events, streamEvents)
  @ApiNoContentResponse(ended)
  @ApiProblems(400, 404, 503)
  streamIdeaByQuery(@Query() request: IdeaQuery, @Req() http: Request, @Res() response: Response): Promise<void> {
    return this.streaming.begin(request, true, readerOf(http, request.last_event_id), response);
  }

  /** Goes on with a stream: what has not come yet, then live, nothing twice. Without Last-Event-ID, from its beginning. */
  @Access('generate', { inQuery: true })
  @Get(':idea_id')
  @ApiParam(ideaId)
  @ApiHeader(lastEventId)
  @ApiEvents('StreamEvent', events, streamEvents)
  @ApiNoContentResponse(ended)
  @ApiProblems(400, 404)
  resumeStream(
    @Param('idea_id') ideaId: string,
    @Query() query: StreamPlaceQuery,
    @Req() http: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.streaming.resume(ideaId, readerOf(http, query.last_event_id), response);
  }

  /** Stops a stream at its next token; whoever reads it gets an `error` with the code `cancelled`. */
  @Delete(':idea_id')
  @ApiParam(ideaId)
  @HttpCode(204)
  @ApiProblems(404)
  cancelStream(@Param('idea_id') ideaId: string, @Req() http: Request): Promise<void> {
    return this.streaming.cancel(ideaId, readerOf(http));
  }
}
