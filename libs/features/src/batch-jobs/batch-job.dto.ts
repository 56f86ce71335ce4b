import type { Angle } from '@muse/core/prompts/angle.js';
import { type IdeaDto } from '../generation/idea.dto.js';

/** A batch that was accepted. */
export class BatchJobAccepted {
  /** @example 5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11 */
  id: string;
}

/** How many items are where. */
export class BatchCounts {
  /** @example 4 */
  total: number;
  /** @example 1 */
  waiting: number;
  /** @example 1 */
  running: number;
  /** @example 2 */
  done: number;
  /** @example 0 */
  failed: number;
  /**
   * Those that a cancelled batch never came to.
   * @example 0
   */
  cancelled: number;
}

/** Why an item failed. */
export class BatchItemError {
  /** @example model_not_found */
  code: string;
  detail: string;
}

/** One idea for one prompt on one model. */
export class BatchItemDto {
  /** @example 0 */
  index: number;
  prompt: string;
  /** @example muse-mini */
  model: string;
  /** How the prompt is looked at; left out where it is taken as it stands. */
  angle?: Angle;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** What was written; null where the idea was deleted since. */
  idea?: IdeaDto | null;
  error?: BatchItemError;
}

/** A batch as it is now, without its items. */
export class BatchJobSummary {
  /** @example 5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11 */
  id: string;
  /** `queued` until it begins; `done` when every item has ended, whatever became of it. */
  state: 'queued' | 'running' | 'done' | 'cancelled';
  counts: BatchCounts;
  /** @example 2026-11-24T09:30:00.000Z */
  created_at: string;
}

/** A batch as it is now. */
export class BatchJobDto extends BatchJobSummary {
  items: BatchItemDto[];
}

/** Some batches, the newest first. */
export class BatchJobList {
  items: BatchJobSummary[];
}
