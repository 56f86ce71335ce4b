import type { Observable } from 'rxjs';
import type { ReportedDecision } from '../preloading/preload-figures.js';

/** A queue that is longer than the model's instances write together. */
export interface Crowd {
  /** Since when, in milliseconds since 1970, it has been that long with as many instances as now. */
  since: number;
  instances: number;
}

/** What the processes of a cluster know together. */
export interface Notes {
  /** Key of the model that somebody switched to; undefined where it is the default model. */
  current?: string;
  /** Models that are kept loaded, as of the last ranking. */
  wanted: readonly string[];
  /** Models that are preloaded as soon as nothing is generated, the next first. */
  patient: readonly string[];
  /** The latest decisions of the placement, the newest last. */
  decisions: readonly ReportedDecision[];
  /** By model. */
  crowded: ReadonlyMap<string, Crowd>;
  /** Jobs of each model that no worker has taken, as the placement last counted them. */
  queued: ReadonlyMap<string, number>;
}

/** Where that is kept. Every write may arrive twice, and changes nothing the second time. */
export abstract class ClusterNotes {
  abstract read(): Promise<Notes>;

  /** @param key undefined for the default model */
  abstract setCurrent(key: string | undefined): Promise<void>;

  abstract setWanted(keys: readonly string[]): Promise<void>;

  /** A model that waits already keeps its place. */
  abstract addPatient(key: string): Promise<void>;

  abstract removePatient(key: string): Promise<void>;

  abstract addDecision(decision: ReportedDecision): Promise<void>;

  abstract setCrowded(crowded: ReadonlyMap<string, Crowd>): Promise<void>;

  abstract setQueued(queued: ReadonlyMap<string, number>): Promise<void>;

  /** Emits when the current model or those that wait have changed. */
  abstract get changes(): Observable<void>;
}
