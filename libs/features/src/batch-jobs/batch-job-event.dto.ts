import type { EventClasses } from '../http/api-events.js';
import { type BatchCounts, BatchItemDto } from './batch-job.dto.js';

/** An item has begun or ended. */
export class BatchItemEvent extends BatchItemDto {
  type: 'batch_item';
}

/** How far the batch is. */
export class BatchCountsEvent {
  type: 'batch_progress';
  counts: BatchCounts;
  /** 0 to 1; 1 exactly when every item is done or has failed. */
  progress: number;
}

/** The batch has ended. */
export class BatchEndEvent {
  type: 'batch_complete';
  state: 'done' | 'cancelled';
  counts: BatchCounts;
}

export const batchJobEvents: EventClasses = {
  batch_item: BatchItemEvent,
  batch_progress: BatchCountsEvent,
  batch_complete: BatchEndEvent,
};
