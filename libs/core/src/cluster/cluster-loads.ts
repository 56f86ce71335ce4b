import type { ClusterView } from './cluster-view.js';
import { type Eviction, findPlace, type Place } from './find-place.js';
import type { Orders } from './orders.js';
import { nowhere } from './why-nowhere.js';
import { reportsOf, type WorkerReport } from './worker-report.js';

export interface LoadWish {
  /** Which idle models may go for it; any, unless that is given. */
  evicts?: Eviction;
  /** Nobody waits for it yet. */
  ahead?: boolean;
  /** Models that are asked for at the same time, and are not evicted for each other. */
  together?: readonly string[];
}

/** Has models loaded by the worker that is fit for it, because somebody asks for it by name. */
export class ClusterLoads {
  constructor(
    private readonly view: ClusterView,
    private readonly orders: Orders,
    private readonly defaultModel: string,
  ) {}

  /**
   * Resolves when a worker has it. Tried at once, also where it failed a moment ago.
   * @throws MuseError where no worker can load it, or the one that tries fails.
   */
  async load(key: string, { evicts = 'idle', ahead = false, together = [] }: LoadWish = {}): Promise<void> {
    await this.view.refresh();
    const { workers } = this.view;
    const reports = reportsOf(key, workers);
    if (reports.some(({ model }) => model.status === 'loaded')) return;
    const place = coming(key, workers) ?? this.placeFor(key, evicts, together);
    if (place === undefined) throw nowhere(key, workers);
    for (const model of place.evictions) {
      await this.orders.give(place.worker, { type: 'evict', model, reason: `makes room for ${key}` });
    }
    await this.orders.give(place.worker, { type: 'load', model: key, ahead, begin: false });
  }

  private placeFor(key: string, evicts: Eviction, together: readonly string[]): Place | undefined {
    const { workers, notes } = this.view;
    const given = {
      // Who is asked for now counts as waited for.
      queued: new Map(together.map((model) => [model, 1])),
      ranking: notes.wanted,
      top: notes.wanted.length,
      current: notes.current ?? this.defaultModel,
      now: new Date(),
    };
    return (
      findPlace(key, evicts, { ...given, workers }) ??
      findPlace(key, evicts, { ...given, workers: workers.map((worker) => rested(worker)) })
    );
  }
}

/** The worker that loads it already, or that will when it has unloaded it. */
function coming(key: string, workers: readonly WorkerReport[]): Place | undefined {
  const reports = reportsOf(key, workers);
  const held =
    reports.find(({ model }) => model.status === 'loading') ??
    reports.find(({ model }) => model.status === 'unloading');
  return held && { worker: held.worker.id, evictions: [] };
}

function rested(worker: WorkerReport): WorkerReport {
  return { ...worker, models: worker.models.map((model) => ({ ...model, resting: false })) };
}
