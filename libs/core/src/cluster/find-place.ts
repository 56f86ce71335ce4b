import { justUsed } from '../preloading/plan-preload.js';
import type { PlacementSituation } from './placement-situation.js';
import { evictionsFor, freeGb } from './worker-memory.js';
import { isHeld, type ModelReport, reportsOf, type WorkerReport } from './worker-report.js';

/**
 * Which idle models may go for another: any, those that are wanted less, those that are not among the most wanted, or none. A
 * further instance of a model may go in the first three.
 */
export type Eviction = 'idle' | 'lighter' | 'unwanted' | 'nothing';

/** A worker for a model, and what has to go from it before, in this order. */
export interface Place {
  worker: string;
  evictions: readonly string[];
}

type Circumstances = Omit<PlacementSituation, 'crowded' | 'ahead' | 'patient'>;

/**
 * The worker that shall load a model: the one with the most free memory where it fits without more ado, else the one that loses
 * the least by it. Undefined where no worker has the files, the room and no failure of a moment ago.
 */
export function findPlace(model: string, evicts: Eviction, given: Circumstances): Place | undefined {
  const places = reportsOf(model, given.workers)
    .filter((report) => report.model.installed && !report.model.resting && !isHeld(report.model))
    .flatMap(({ worker, model: { neededGb } }) => {
      const candidates = worker.models
        .filter((other) => other.key !== model && mayGo(other, worker, model, evicts, given))
        .sort((a, b) => worth(a, worker, given) - worth(b, worker, given) || byLastUse(a, b));
      const evictions = evictionsFor(neededGb, worker, candidates);
      if (evictions === undefined) return [];
      const loss = Math.max(-1, ...evictions.map((other) => worth(other, worker, given)));
      return [{ worker, evictions, loss }];
    })
    .sort((a, b) => a.loss - b.loss || a.evictions.length - b.evictions.length || freeGb(b.worker) - freeGb(a.worker));
  if (places.length === 0) return undefined;
  const [{ worker, evictions }] = places;
  return { worker: worker.id, evictions: evictions.map(({ key }) => key) };
}

function mayGo(
  other: ModelReport,
  worker: WorkerReport,
  forModel: string,
  evicts: Eviction,
  given: Circumstances,
): boolean {
  const { ranking, top, current, queued, now } = given;
  const { key, status, load, lastUsed = -Infinity } = other;
  if (evicts === 'nothing' || status !== 'loaded' || load > 0) return false;
  if ((queued.get(key) ?? 0) > 0 || now.getTime() - lastUsed < justUsed * 1000) return false;
  if (isSpare(other, worker, given)) return true;
  if (key === current) return false;
  if (evicts === 'lighter') return place(key, ranking) > place(forModel, ranking);
  return evicts === 'idle' || place(key, ranking) >= top;
}

/** What is lost with an instance: nothing where another worker has one, else the more, the weightier the model is. */
function worth(model: ModelReport, worker: WorkerReport, given: Circumstances): number {
  const { ranking } = given;
  return isSpare(model, worker, given) ? 0 : 1 + ranking.length - place(model.key, ranking);
}

function isSpare({ key }: ModelReport, { id }: WorkerReport, { workers }: Circumstances): boolean {
  return reportsOf(key, workers).some(({ worker, model }) => worker.id !== id && model.status === 'loaded');
}

function byLastUse(a: ModelReport, b: ModelReport): number {
  return (a.lastUsed ?? 0) - (b.lastUsed ?? 0) || (a.key < b.key ? -1 : 1);
}

function place(key: string, ranking: readonly string[]): number {
  const index = ranking.indexOf(key);
  return index < 0 ? ranking.length : index;
}
