import type { ErrorCode, FieldError } from '../errors/muse-error.js';
import type { Device, Dtype } from './catalog-entry.js';
import type { TextEvent, TextRequest } from './text-generation.js';

/** What the runner needs to load its model and run its engine. */
export interface RunnerSettings {
  directory: string;
  dtype: Dtype;
  /** The processor where it is left out. */
  device?: Device;
  contextLength: number;
  threads: number;
  maxBatchSize: number;
  prefillChunk: number;
  prefixCacheBytes: number;
  speculate: boolean;
}

/** Everything the service says to a runner. */
export type ToRunner =
  | { type: 'load'; settings: RunnerSettings }
  | { type: 'generate'; id: number; request: TextRequest }
  | { type: 'cancel'; id: number };

/** What a runner is when its model is there. */
export interface LoadedModel {
  /** Texts that it writes together. */
  slots: number;
  /** Bytes of memory that the process holds. */
  memory: number;
}

export interface RunnerFailure {
  code: ErrorCode;
  detail: string;
  errors?: readonly FieldError[];
}

/** What happened to one text. */
export type TextUpdate = { id: number; event: TextEvent } | { id: number; failure: RunnerFailure };

/**
 * Everything a runner says to the service. `updates` holds what one step brought for all texts; `alive` comes where steps
 * end and bring nothing to tell, as within a long prompt. `steps` are those that ended since the last message: for each the
 * texts that it wrote for, 0 where it read a prompt.
 */
export type FromRunner =
  | ({ type: 'loaded' } & LoadedModel)
  | { type: 'load_failed'; failure: RunnerFailure; log: string }
  | { type: 'updates'; updates: readonly TextUpdate[]; steps: readonly number[] }
  | { type: 'alive'; steps: readonly number[] }
  /** What the process holds in memory now; comes when that has changed. */
  | { type: 'memory'; memory: number };
