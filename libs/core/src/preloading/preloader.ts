import { MuseError } from '../errors/muse-error.js';
import type { MemoryBudget } from '../models/memory-budget.js';
import type { ModelRegistry } from '../models/model-registry.js';
import type { UsageStats } from '../usage/usage-stats.js';
import { type LoadedModel, planPreload, type PreloadDecision } from './plan-preload.js';
import { Preloading, type PreloadPriority, type PreloadResult } from './preloading.js';
import type { PreloadReport } from './preload-report.js';
import { preloadStrategies, type PreloadStrategy, rank } from './preload-strategy.js';

export interface PreloaderOptions {
  strategy: PreloadStrategy;
  /** How many of the most wanted models are kept loaded; 0 for none. */
  top: number;
  /** Says what was decided, for the log. */
  observe: (decision: PreloadDecision) => void;
}

/** Preloads into the registry of this process. */
export class Preloader extends Preloading {
  /** Models that wait until nothing is generated. */
  private readonly waiting: string[] = [];
  private running = false;
  private pumping = false;

  constructor(
    private readonly registry: ModelRegistry,
    private readonly usage: UsageStats,
    private readonly budget: MemoryBudget,
    private readonly report: PreloadReport,
    private readonly options: PreloaderOptions,
  ) {
    super();
    registry.left.subscribe(() => void this.pump());
    registry.admitBy({ impossible: (model) => this.impossible(model), admit: (model) => this.admit(model) });
  }

  /** The models that can be loaded, the most wanted first. */
  ranking(now = new Date()): string[] {
    const known = new Set(this.registry.list().flatMap(({ entry, available }) => (available ? [entry.key] : [])));
    const histories = this.usage.all().filter(({ model }) => known.has(model));
    return rank(histories, preloadStrategies[this.options.strategy], now);
  }

  override recommended(now = new Date()): Promise<string[]> {
    return Promise.resolve(this.ranking(now).slice(0, this.options.top));
  }

  override placeOf(model: string): number | undefined {
    const index = this.waiting.indexOf(model);
    return index < 0 ? undefined : index + 1;
  }

  /** Whether a model is one of those that are kept loaded. */
  isWanted(model: string, now = new Date()): boolean {
    return this.ranking(now).slice(0, this.options.top).includes(model);
  }

  override async run(now = new Date()): Promise<void> {
    if (this.running || this.options.top === 0) return;
    this.running = true;
    try {
      for (const decision of this.plan(now)) await this.act(decision, now);
    } finally {
      this.running = false;
    }
  }

  override async preload(models: readonly string[], priority: PreloadPriority): Promise<PreloadResult[]> {
    const results: PreloadResult[] = [];
    for (const model of models) results.push(await this.preloadOne(model, priority, models));
    if (priority === 'low') void this.pump();
    return results;
  }

  /** Unloads a model, and says why. One that got work since the decision stays. */
  async evict(decision: PreloadDecision, now = new Date()): Promise<void> {
    if (this.registry.loadOf(decision.model) > 0) return;
    this.note(decision, now);
    await this.registry.unload(decision.model);
  }

  /** Loads a model that nobody asks for yet. */
  async loadAhead(model: string): Promise<void> {
    const status = this.registry.statusOf(model);
    await this.registry.ensureLoaded(model);
    if (status !== 'loaded' && status !== 'loading') this.report.loadedAhead(model);
  }

  private plan(now: Date): PreloadDecision[] {
    return planPreload({
      // One that could not be loaded a moment ago leaves its place to the next.
      ranking: this.ranking(now).filter((model) => this.registry.coolingOf(model) === undefined),
      loaded: this.loaded(),
      fits: (keys) => this.fits(keys),
      top: this.options.top,
      now,
    });
  }

  private async act(decision: PreloadDecision, now: Date): Promise<void> {
    const { action } = decision;
    if (action === 'evict') return this.evict(decision, now);
    if (action === 'load') return this.tryToLoad(decision, now);
    this.note(decision, now);
  }

  /** One model that cannot be loaded does not keep the others from it. */
  private async tryToLoad(decision: PreloadDecision, now: Date): Promise<void> {
    const { model } = decision;
    // The plan evicts first. Where one of those got work meanwhile, there may be no room.
    if (!this.fits([...this.registry.loadedKeys(), model])) return;
    this.note(decision, now);
    try {
      await this.loadAhead(model);
    } catch (error) {
      this.note({ model, action: 'skip', reason: MuseError.from(error).detail }, now);
    }
  }

  private note(decision: PreloadDecision, now: Date): void {
    if (this.report.decided(decision, now) && decision.action !== 'keep') this.options.observe(decision);
  }

  /** @param together models that are asked for at the same time, and do not evict each other */
  private async preloadOne(
    model: string,
    priority: PreloadPriority,
    together: readonly string[] = [],
  ): Promise<PreloadResult> {
    try {
      if (this.registry.statusOf(model) === 'loaded') return { model, status: 'already_loaded' };
      if (!this.registry.isInstalled(model)) return failed(model, `The files of ${model} are not on this machine.`);
      const impossible = this.impossible(model);
      if (impossible !== undefined) return failed(model, impossible.detail);
      if (priority === 'low') return this.queue(model);
      if (priority === 'high') await this.makeRoomFor(model, together);
      if (!this.fits([...this.registry.loadedKeys(), model])) return failed(model, noRoom(model, priority));
      await this.loadAhead(model);
      return { model, status: 'loaded' };
    } catch (error) {
      return failed(model, MuseError.from(error).detail);
    }
  }

  private queue(model: string): PreloadResult {
    if (!this.waiting.includes(model)) this.waiting.push(model);
    return { model, status: 'queued' };
  }

  /** Loads what waits, one after the other, as long as nothing is generated. */
  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    try {
      while (this.registry.load === 0) {
        const model = this.waiting[0] as string | undefined;
        if (model === undefined) return;
        const result = await this.preloadOne(model, 'balanced');
        this.waiting.shift();
        if (result.error !== undefined) this.note({ model, action: 'skip', reason: result.error }, new Date());
      }
    } finally {
      this.pumping = false;
    }
  }

  /** Nobody has to wait, or to be evicted, for a model that is larger than the memory. */
  private impossible(model: string): MuseError | undefined {
    if (this.fits([model])) return undefined;
    const [needed, limit] = [this.budget.neededFor(this.registry.entry(model)), this.budget.limitGb];
    const sizes = `${model} needs about ${needed.toFixed(1)} GB, and MODEL_MEMORY_LIMIT is ${limit.toFixed(1)} GB`;
    return new MuseError('out_of_memory', `${sizes}: it can never be loaded here.`);
  }

  /** A request needs a model that is not loaded: idle ones make room for it. */
  private async admit(model: string): Promise<void> {
    const impossible = this.impossible(model);
    if (impossible !== undefined) throw impossible;
    const others = this.registry.loadedKeys().filter((key) => key !== model);
    if (this.fits([...others, model])) return;
    await this.makeRoomFor(model);
    if (!this.fits([...this.registry.loadedKeys(), model])) throw new MuseError('out_of_memory', noRoom(model, 'high'));
  }

  /** Evicts idle models, the least wanted first, until the model fits; none where that would not be enough. */
  private async makeRoomFor(model: string, kept: readonly string[] = []): Promise<void> {
    const ranking = this.ranking();
    const weightOf = (key: string): number => (ranking.includes(key) ? ranking.length - ranking.indexOf(key) : 0);
    const idle = this.loaded()
      .filter(({ key, busy, current }) => key !== model && !busy && !current && !kept.includes(key))
      .sort((a, b) => weightOf(a.key) - weightOf(b.key));
    const others = this.registry.loadedKeys().filter((key) => !idle.some((candidate) => candidate.key === key));
    if (!this.fits([...others, model])) return;
    for (const { key } of idle) {
      if (this.fits([...this.registry.loadedKeys(), model])) return;
      await this.evict({ model: key, action: 'evict', reason: `makes room for ${model}` });
    }
  }

  private loaded(): LoadedModel[] {
    const lastUsed = new Map(this.usage.all().map((usage) => [usage.model, usage.lastUsed]));
    return this.registry.loadedKeys().map((key) => ({
      key,
      busy: this.registry.loadOf(key) > 0 || this.registry.statusOf(key) === 'loading',
      current: key === this.registry.currentModel,
      lastUsed: lastUsed.get(key),
    }));
  }

  private fits(keys: readonly string[]): boolean {
    return this.budget.fits([...new Set(keys)].map((key) => this.registry.entry(key)));
  }
}

function failed(model: string, error: string): PreloadResult {
  return { model, status: 'failed', error };
}

function noRoom(model: string, priority: PreloadPriority): string {
  const hint = priority === 'high' ? 'no idle model could make room' : 'priority high evicts idle models';
  return `${model} does not fit into MODEL_MEMORY_LIMIT beside the loaded models; ${hint}.`;
}
