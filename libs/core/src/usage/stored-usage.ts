import type { ModelHistory } from '../preloading/preload-strategy.js';
import { UsageHistory } from './usage-history.js';
import type { UsageRepository } from './usage-repository.js';

/**
 * The use of the models as the database has it when somebody asks: what other processes have counted is in it. How use has
 * faded is not kept there, so that all of it counts as of the last use.
 */
export class StoredUsage extends UsageHistory {
  constructor(private readonly repository: UsageRepository) {
    super();
  }

  override async read(): Promise<readonly ModelHistory[]> {
    return (await this.repository.all()).map((usage) => ({ ...usage, decayedCount: usage.usageCount }));
  }
}
