import { MuseError } from '../errors/muse-error.js';
import type { Models } from '../models/models.js';
import { Preloading, type PreloadPriority, type PreloadResult } from '../preloading/preloading.js';
import type { PreloadStrategy } from '../preloading/preload-strategy.js';
import type { UsageHistory } from '../usage/usage-history.js';
import type { ClusterLoads } from './cluster-loads.js';
import type { ClusterNotes } from './cluster-notes.js';
import type { ClusterView } from './cluster-view.js';
import type { PlacementCalls } from './placement-calls.js';
import { rankingOf } from './ranking-of.js';
import { reportsOf } from './worker-report.js';

export interface ClusterPreloadingOptions {
  strategy: PreloadStrategy;
  /** How many of the most wanted models are kept loaded. */
  top: number;
}

/** Preloads into the workers of a cluster: by one plan for all, and when somebody says so. */
export class ClusterPreloading extends Preloading {
  constructor(
    private readonly models: Models,
    private readonly view: ClusterView,
    private readonly notes: ClusterNotes,
    private readonly loads: ClusterLoads,
    private readonly calls: PlacementCalls,
    private readonly usage: UsageHistory,
    private readonly options: ClusterPreloadingOptions,
  ) {
    super();
  }

  override async recommended(now = new Date()): Promise<string[]> {
    const { strategy, top } = this.options;
    return rankingOf(await this.usage.read(), this.view.workers, strategy, now).slice(0, top);
  }

  override placeOf(model: string): number | undefined {
    const index = this.view.notes.patient.indexOf(model);
    return index < 0 ? undefined : index + 1;
  }

  override async run(): Promise<void> {
    await this.calls.call(true);
  }

  override async preload(models: readonly string[], priority: PreloadPriority): Promise<PreloadResult[]> {
    await this.view.refresh();
    const results: PreloadResult[] = [];
    for (const model of models) results.push(await this.preloadOne(model, priority, models));
    await this.view.refresh();
    return results;
  }

  private async preloadOne(
    model: string,
    priority: PreloadPriority,
    together: readonly string[],
  ): Promise<PreloadResult> {
    try {
      const { status, available } = this.models.state(model);
      if (status === 'loaded') return { model, status: 'already_loaded' };
      if (!available) return failed(model, `The files of ${model} are on no worker.`);
      if (this.isTooLarge(model)) {
        return failed(model, `${model} is too large for every worker: it can never be loaded.`);
      }
      if (priority === 'low') return await this.queue(model);
      const evicts = priority === 'high' ? 'idle' : 'nothing';
      await this.loads.load(model, { evicts, ahead: true, together });
      return { model, status: 'loaded' };
    } catch (error) {
      return failed(model, MuseError.from(error).detail);
    }
  }

  private async queue(model: string): Promise<PreloadResult> {
    await this.notes.addPatient(model);
    await this.calls.call(false);
    return { model, status: 'queued' };
  }

  private isTooLarge(key: string): boolean {
    return reportsOf(key, this.view.workers).every(({ worker, model }) => model.neededGb > worker.limitGb);
  }
}

function failed(model: string, error: string): PreloadResult {
  return { model, status: 'failed', error };
}
