import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row of the table of model use. Times are epoch milliseconds. */
@Entity('model_usage')
export class ModelUsageRecord {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  model: string;

  @Column({ name: 'usage_count', type: 'integer' })
  usageCount: number;

  @Column({ name: 'total_time', type: 'double precision' })
  totalTime: number;

  @Column({ name: 'last_used', type: 'bigint' })
  lastUsed: number;
}
