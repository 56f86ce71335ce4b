import type { ModelUsage } from '@muse/core/usage/model-usage.js';
import { UsageRepository } from '@muse/core/usage/usage-repository.js';

/** The use of models in a Map: passes `test/conformance/usage-repository.ts` like the real one. */
export class MemoryUsageRepository extends UsageRepository {
  private readonly models = new Map<string, ModelUsage>();

  constructor(usages: readonly ModelUsage[] = []) {
    super();
    for (const usage of usages) this.models.set(usage.model, { ...usage });
  }

  override async all(): Promise<ModelUsage[]> {
    return [...this.models.values()].map((usage) => ({ ...usage }));
  }

  override async add(model: string, seconds: number, at: Date): Promise<void> {
    const before = this.models.get(model);
    this.models.set(model, {
      model,
      usageCount: (before?.usageCount ?? 0) + 1,
      totalTime: (before?.totalTime ?? 0) + seconds,
      lastUsed: before !== undefined && before.lastUsed > at ? before.lastUsed : at,
    });
  }
}
