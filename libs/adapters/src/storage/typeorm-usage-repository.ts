import type { ModelUsage } from '@muse/core/usage/model-usage.js';
import { UsageRepository } from '@muse/core/usage/usage-repository.js';
import type { DataSource } from 'typeorm';
import { ModelUsageRecord } from './model-usage-record.js';

/** The use of models in a database that TypeORM speaks with. */
export class TypeormUsageRepository extends UsageRepository {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async all(): Promise<ModelUsage[]> {
    const records = await this.dataSource.getRepository(ModelUsageRecord).find();
    return records.map(({ lastUsed, ...rest }) => ({ ...rest, lastUsed: new Date(lastUsed) }));
  }

  override async add(model: string, seconds: number, at: Date): Promise<void> {
    // One statement, so that two texts that end together both count.
    await this.dataSource.sql`
      INSERT INTO model_usage(model, usage_count, total_time, last_used) VALUES (${model}, 1, ${seconds}, ${at.getTime()})
      ON CONFLICT(model) DO UPDATE SET usage_count = model_usage.usage_count + 1,
        total_time = model_usage.total_time + excluded.total_time,
        last_used = CASE WHEN model_usage.last_used > excluded.last_used
          THEN model_usage.last_used ELSE excluded.last_used END`;
  }
}
