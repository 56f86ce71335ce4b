import type { ErrorCode } from '../errors/muse-error.js';

/** What becomes of a process that holds a model. */
export type RunnerNews =
  | { type: 'loaded'; seconds: number }
  | { type: 'load_failed'; code: ErrorCode }
  /** Steps have ended: for each the texts that it wrote for, 0 where it read a prompt. */
  | { type: 'stepped'; steps: readonly number[] }
  /** A process that had loaded is gone: stopped, or `died`. */
  | { type: 'ended'; died: boolean };

/** Hears of every runner of every model; `model` is a key of the catalog. */
export type RunnerObserver = (model: string, news: RunnerNews) => void;
