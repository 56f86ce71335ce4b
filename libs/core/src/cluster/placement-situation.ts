import type { PreloadDecision } from '../preloading/plan-preload.js';
import type { WorkerReport } from './worker-report.js';

/** What the placement is planned from. */
export interface PlacementSituation {
  workers: readonly WorkerReport[];
  /** Jobs that wait for a model and that no worker has taken. */
  queued: ReadonlyMap<string, number>;
  /** Models whose queue has been longer than their instances write together, for long enough. */
  crowded: readonly string[];
  /** Models by their weight, the weightiest first. */
  ranking: readonly string[];
  /** How many of the ranking shall be loaded. */
  top: number;
  /** Whether those are loaded now; else only what somebody waits for. */
  ahead: boolean;
  /** The model that answers requests which name none. */
  current: string;
  /** Models that are loaded when nothing is generated, the next first. */
  patient: readonly string[];
  now: Date;
}

/** A decision about one worker; none is named where a model stays as it is, or finds no place. */
export interface PlacementDecision extends PreloadDecision {
  worker?: string;
  /** Nobody waits for the model that is loaded. */
  ahead?: boolean;
}
