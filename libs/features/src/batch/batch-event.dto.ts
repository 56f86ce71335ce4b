import { ApiProperty, OmitType } from '@nestjs/swagger';
import { type BatchMethod } from '@muse/core/batch/batch-plan.js';
import type { EventClasses } from '../http/api-events.js';
import {
  CandidateCompleteEvent,
  CandidateEvent,
  ChunkEvent,
  CompleteEvent,
  ErrorEvent,
  QueuedEvent,
  RestartEvent,
  StartEvent,
} from '../streaming/stream-event.dto.js';
import { BatchResponse } from './batch-response.dto.js';

const index = {
  type: 'integer',
  minimum: 0,
  description: 'Place of the idea in the batch, from 0: prompt i has those from n x i on.',
} as const;

/** An idea of the batch waits for its turn. */
export class BatchQueuedEvent extends QueuedEvent {
  @ApiProperty(index)
  index: number;
}

/** The model has begun with an idea of the batch. */
export class BatchStartedEvent extends StartEvent {
  @ApiProperty(index)
  index: number;
}

const candidateIndex = { type: 'integer', minimum: 0, description: 'Place in its ensemble, from 0.' } as const;

/** A piece of the text of a candidate for an idea of the batch. */
export class BatchCandidateEvent extends OmitType(CandidateEvent, ['index'] as const) {
  @ApiProperty(index)
  index: number;
  @ApiProperty(candidateIndex)
  candidate_index: number;
}

/** A candidate for an idea of the batch is written, or has failed. */
export class BatchCandidateCompleteEvent extends OmitType(CandidateCompleteEvent, ['index'] as const) {
  @ApiProperty(index)
  index: number;
  @ApiProperty(candidateIndex)
  candidate_index: number;
}

/** A piece of the text of an idea of the batch. */
export class BatchChunkEvent extends ChunkEvent {
  @ApiProperty(index)
  index: number;
}

/**
 * An idea of the batch is begun anew, on another worker or, with another `idea_id`, because it was a near-duplicate: its text
 * so far counts no more.
 */
export class BatchRestartEvent extends RestartEvent {
  @ApiProperty(index)
  index: number;
}

/** An idea of the batch is finished and kept. */
export class BatchIdeaEvent extends CompleteEvent {
  @ApiProperty(index)
  index: number;
}

/** An idea of the batch has failed; the others go on. */
export class BatchErrorEvent extends OmitType(ErrorEvent, ['idea_id'] as const) {
  @ApiProperty(index)
  index: number;
  /** Left out where it failed before it began. */
  idea_id?: string;
}

/** The batch begins. */
export class BatchStartEvent {
  type: 'batch_start';
  batch_id: string;
  method: BatchMethod;
  /** Ideas of the batch. */
  total: number;
}

/** An idea of the batch has ended. */
export class BatchProgressEvent {
  type: 'batch_progress';
  done: number;
  failed: number;
  total: number;
  /** 0 to 1; 1 exactly when every idea has ended. */
  progress: number;
}

/** Every idea of the batch has ended. */
export class BatchCompleteEvent extends BatchResponse {
  type: 'batch_complete';
}

export const batchEvents: EventClasses = {
  batch_start: BatchStartEvent,
  queued: BatchQueuedEvent,
  candidate: BatchCandidateEvent,
  candidate_complete: BatchCandidateCompleteEvent,
  start: BatchStartedEvent,
  chunk: BatchChunkEvent,
  restart: BatchRestartEvent,
  complete: BatchIdeaEvent,
  error: BatchErrorEvent,
  batch_progress: BatchProgressEvent,
  batch_complete: BatchCompleteEvent,
};
