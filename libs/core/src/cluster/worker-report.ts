import type { ErrorCode } from '../errors/muse-error.js';
import type { DtypeWish } from '../models/catalog-entry.js';
import type { ModelStatus } from '../models/managed-model.js';
import type { ModelWay } from '../models/model-ways.js';
import type { LiveModel } from '../statistics/live-figures.js';

/** A model as one worker has it: one whose files are there, or that was asked for. */
export interface ModelReport {
  key: string;
  /** Whether its files are there. */
  installed: boolean;
  status: ModelStatus;
  /** Why it could not be loaded, or died; left out unless its status is `error`. */
  error?: { code: ErrorCode; detail: string };
  /** Whether it failed to load a moment ago, and is left in peace. */
  resting: boolean;
  /** Bytes that its runners hold. */
  memory: number;
  /** GB that it is expected to take with all its runners. */
  neededGb: number;
  /** Texts that its runners write together when it is loaded. */
  together: number;
  /** Texts that run or wait in this worker. */
  load: number;
  /** Seconds since it last ended a step while it has work, else 0. */
  silence: number;
  /** When its last text came to an end here, in milliseconds since 1970. */
  lastUsed?: number;
  dtype: DtypeWish;
  way?: ModelWay;
}

/** What a worker says of itself, as JSON. */
export interface WorkerReport {
  id: string;
  /** GB that its loaded models may take together. */
  limitGb: number;
  models: readonly ModelReport[];
  /** Live figures of the models that were asked for. */
  live: readonly (readonly [model: string, figures: LiveModel])[];
  /** Counted since it started: see `PreloadFigures`. */
  preload: { hits: number; coldStarts: number; secondsSaved: number };
}

/** A model takes memory: it is there, comes or goes. */
export function isHeld({ status }: ModelReport): boolean {
  return status === 'loaded' || status === 'loading' || status === 'unloading';
}

/** A model writes, or soon will. */
export function isInstance({ status }: ModelReport): boolean {
  return status === 'loaded' || status === 'loading';
}

/** The reports of one model, each with its worker. */
export function reportsOf(
  key: string,
  workers: readonly WorkerReport[],
): readonly { worker: WorkerReport; model: ModelReport }[] {
  return workers.flatMap((worker) =>
    worker.models.filter((model) => model.key === key).map((model) => ({ worker, model })),
  );
}
