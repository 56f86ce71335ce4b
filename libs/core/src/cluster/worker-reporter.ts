import { asapScheduler, auditTime, exhaustMap, interval, type Subscription } from 'rxjs';
import type { MemoryBudget } from '../models/memory-budget.js';
import type { ModelRegistry } from '../models/model-registry.js';
import type { ModelState } from '../models/models.js';
import type { ModelWays } from '../models/model-ways.js';
import type { PreloadFigures } from '../preloading/preload-figures.js';
import type { LiveFigures } from '../statistics/live-figures.js';
import type { UsageStats } from '../usage/usage-stats.js';
import type { ModelReport, WorkerReport } from './worker-report.js';
import type { WorkerReports } from './worker-reports.js';

/** Where a worker's report comes from. */
export interface ReportSources {
  registry: ModelRegistry;
  budget: MemoryBudget;
  live: LiveFigures;
  preloads: PreloadFigures;
  ways: ModelWays;
  usage: UsageStats;
  /** Texts that a model's runners write together. */
  together: (key: string) => number;
}

export interface WorkerReporterOptions {
  /** Milliseconds between two reports; what changes is reported at once. */
  interval: number;
  /** Says that a report could not be published. */
  failed: (error: unknown) => void;
}

/** Reports of a worker, as long as it works. */
export class WorkerReporter {
  private readonly subscriptions: Subscription[] = [];
  private stopped = false;

  constructor(
    readonly id: string,
    private readonly sources: ReportSources,
    private readonly reports: WorkerReports,
    private readonly options: WorkerReporterOptions,
  ) {}

  /** Resolves when everybody can know of this worker. */
  async start(): Promise<void> {
    const publish = (isNews: boolean) => (): Promise<void> => this.publish(isNews).catch(this.options.failed);
    const changed = this.sources.registry.changed.pipe(auditTime(0, asapScheduler));
    this.subscriptions.push(
      // Where Redis is away, one report waits for it, and not one for every second.
      interval(this.options.interval)
        .pipe(exhaustMap(publish(false)))
        .subscribe(),
      changed.subscribe(() => void publish(true)()),
    );
    await this.publish(true);
  }

  /** Publishes how this worker stands now. */
  async publish(isNews: boolean): Promise<void> {
    if (!this.stopped) await this.reports.publish(this.report(), isNews);
  }

  /** The worker is gone for everybody. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    await this.reports.remove(this.id);
  }

  private report(): WorkerReport {
    const { registry, budget, live, preloads } = this.sources;
    const { hits, coldStarts, secondsSaved } = preloads;
    return {
      id: this.id,
      limitGb: budget.limitGb,
      models: registry
        .list()
        .filter(({ available, status }) => available || status !== 'not_loaded')
        .map((state) => this.model(state)),
      live: [...live.snapshot()],
      preload: { hits, coldStarts, secondsSaved },
    };
  }

  private model({ entry, available, status, error, dtype }: ModelState): ModelReport {
    const { key } = entry;
    const { registry, budget, usage, ways, together } = this.sources;
    const lastUsed = usage
      .all()
      .find(({ model }) => model === key)
      ?.lastUsed.getTime();
    return {
      key,
      installed: available,
      status,
      error: error && { code: error.code, detail: error.detail },
      resting: registry.coolingOf(key) !== undefined,
      memory: registry.memoryOf(key),
      neededGb: budget.neededFor(entry),
      together: together(key),
      load: registry.loadOf(key),
      silence: registry.silenceOf(key),
      lastUsed,
      dtype,
      way: ways.wayOf(key),
    };
  }
}
