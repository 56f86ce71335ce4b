import { ApiProperty } from '@nestjs/swagger';
import type { ErrorCode } from '@muse/core/errors/muse-error.js';
import { IdeaDto } from '../generation/idea.dto.js';
import type { EventClasses } from '../http/api-events.js';

/** The text waits for its turn. */
export class QueuedEvent {
  type: 'queued';
  idea_id: string;
  /** Its place in the queue, from 1. */
  position: number;
  @ApiProperty({ type: 'number', enum: [0] })
  progress: 0;
}

/** The model has begun. */
export class StartEvent {
  type: 'start';
  idea_id: string;
  @ApiProperty({ type: 'number', enum: [0] })
  progress: 0;
  /** Key of the model that writes. */
  model_used: string;
}

/** A piece of the text; the contents joined, since the last `restart`, are the whole text. */
export class ChunkEvent {
  type: 'chunk';
  content: string;
  idea_id: string;
  /** 0 to 1; falls at a `restart` alone, and is 1 with `complete` only. */
  progress: number;
}

/** The worker that wrote was lost, and another begins anew: the text so far counts no more. */
export class RestartEvent {
  type: 'restart';
  idea_id: string;
  /** 2 for the second worker. */
  @ApiProperty({ type: 'integer', minimum: 2 })
  attempt: number;
  @ApiProperty({ type: 'number', enum: [0] })
  progress: 0;
}

/** The idea is finished and kept. */
export class CompleteEvent {
  type: 'complete';
  idea_id: string;
  @ApiProperty({ type: 'number', enum: [1] })
  progress: 1;
  idea: IdeaDto;
}

/** The stream ends without an idea. */
export class ErrorEvent {
  type: 'error';
  idea_id: string;
  /** What happened, for a reader. */
  error: string;
  /** A stable word to decide by. */
  code: ErrorCode;
}

/** One event of a stream, as it stands behind `data:`. */
export type StreamEvent = QueuedEvent | StartEvent | ChunkEvent | RestartEvent | CompleteEvent | ErrorEvent;

export const streamEvents: EventClasses = {
  queued: QueuedEvent,
  start: StartEvent,
  chunk: ChunkEvent,
  restart: RestartEvent,
  complete: CompleteEvent,
  error: ErrorEvent,
};
