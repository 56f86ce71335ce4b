import { decayedAfterUse, type ModelHistory } from '../preloading/preload-strategy.js';
import { UsageHistory } from './usage-history.js';
import type { UsageRepository } from './usage-repository.js';

/** The use of every model, counted once for each text that a model finishes; reading it costs nothing. */
export class UsageStats extends UsageHistory {
  private readonly models = new Map<string, ModelHistory>();

  constructor(private readonly repository: UsageRepository) {
    super();
  }

  /** Reads what is remembered from before. */
  async load(): Promise<void> {
    for (const usage of await this.repository.all()) {
      // How the use of before has faded is not remembered: it counts in full until the model is used again.
      this.models.set(usage.model, { ...usage, decayedCount: usage.usageCount });
    }
  }

  all(): readonly ModelHistory[] {
    return [...this.models.values()];
  }

  override read(): Promise<readonly ModelHistory[]> {
    return Promise.resolve(this.all());
  }

  /** Resolves once the use survives a crash of the process. */
  async record(model: string, seconds: number, at = new Date()): Promise<void> {
    const before = this.models.get(model);
    this.models.set(model, {
      model,
      usageCount: (before?.usageCount ?? 0) + 1,
      totalTime: (before?.totalTime ?? 0) + seconds,
      lastUsed: at,
      decayedCount: decayedAfterUse(before, at),
    });
    await this.repository.add(model, seconds, at);
  }
}
