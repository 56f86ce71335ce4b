import { ApiProperty } from '@nestjs/swagger';
import type { ErrorCode } from '@muse/core/errors/muse-error.js';
import { CandidateDto } from '../generation/candidate.dto.js';
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

/** The model has begun; with an ensemble, the winner is chosen. */
export class StartEvent {
  type: 'start';
  idea_id: string;
  /** 0; with an ensemble, how far it has come with its candidates. */
  progress: number;
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

/** A piece of the text of a candidate, from character (code point) `from` on: what came of it from there on counts no more. */
export class CandidateEvent {
  type: 'candidate';
  idea_id: string;
  /** Its place in the ensemble, from 0. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  index: number;
  /** Key of the model that writes it. */
  model_used: string;
  @ApiProperty({ type: 'integer', minimum: 0 })
  from: number;
  content: string;
  /** That of the whole ensemble, 0 to 1. */
  progress: number;
}

/** A candidate is written, or has failed; the others go on. Its rank comes with the idea. */
export class CandidateCompleteEvent {
  type: 'candidate_complete';
  idea_id: string;
  /** Its place in the ensemble, from 0. */
  @ApiProperty({ type: 'integer', minimum: 0 })
  index: number;
  candidate: CandidateDto;
  /** That of the whole ensemble, 0 to 1. */
  progress: number;
}

/** The worker that wrote was lost, and another begins anew: the text, and the candidates, so far count no more. */
export class RestartEvent {
  type: 'restart';
  idea_id: string;
  /** Which writing of the text begins now: 2 or more, and greater than in any `restart` before. */
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
export type StreamEvent =
  | QueuedEvent
  | CandidateEvent
  | CandidateCompleteEvent
  | StartEvent
  | ChunkEvent
  | RestartEvent
  | CompleteEvent
  | ErrorEvent;

export const streamEvents: EventClasses = {
  queued: QueuedEvent,
  candidate: CandidateEvent,
  candidate_complete: CandidateCompleteEvent,
  start: StartEvent,
  chunk: ChunkEvent,
  restart: RestartEvent,
  complete: CompleteEvent,
  error: ErrorEvent,
};
