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

/**
 * How a model writes several texts: `in_place` and `appending` together, in the two layouts of the KV cache; `one_by_one` where
 * neither gives what the plain way gives.
 */
export const batchings = ['in_place', 'appending', 'one_by_one'] as const;
export type Batching = (typeof batchings)[number];

/**
 * How the logits of texts that are written together agree with those of each alone: `exact` to the last bit, `close` (where
 * 8 bit activations share one scale over all rows of a step, a row feels its neighbours a little) or `wrong`.
 */
export type Agreement = 'exact' | 'close' | 'wrong';

/** What a runner is when its model is there. */
export interface LoadedModel {
  batching: Batching;
  /** What the self-test says of writing together; `wrong` leads to `one_by_one`. Left out where the context is too short for it. */
  agreement?: Agreement;
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
