import type { JobStatus, JobWish } from '@muse/core/batch-jobs/batch-job.js';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeText } from './whole-text.js';

/** One row of the table of batch jobs. Times are epoch milliseconds. */
@Entity('batch_jobs')
@Index('batch_jobs_newest', ['createdAt', 'id'])
@Index('batch_jobs_key', ['client', 'idempotencyKey'], { unique: true })
export class BatchJobRecord {
  @PrimaryColumn({ type: 'varchar', length: 36, transformer: wholeText })
  id: string;

  @Column({ type: 'varchar', length: 128 })
  client: string;

  @Column({ name: 'idempotency_key', type: 'varchar', length: 255, nullable: true })
  idempotencyKey: string | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  fingerprint: string | null;

  @Column({ type: 'simple-json' })
  prompts: readonly string[];

  @Column({ type: 'simple-json' })
  models: readonly string[];

  @Column({ type: 'simple-json' })
  wish: JobWish;

  @Column({ type: 'boolean' })
  parallel: boolean;

  @Column({ type: 'varchar', length: 16 })
  status: JobStatus;

  @Column({ name: 'created_at', type: 'bigint' })
  createdAt: number;

  /** The number of the last outcome when failures were taken away; none has such a number again. */
  @Column({ type: 'integer', default: 0 })
  told: number;
}
