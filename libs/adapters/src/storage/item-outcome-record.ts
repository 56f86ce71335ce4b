import type { ItemOutcome } from '@muse/core/batch-jobs/batch-job.js';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeText } from './whole-text.js';

/** One row of the table of the outcomes of batch items: an idea's id, or why there is none. */
@Entity('batch_outcomes')
@Index('batch_outcomes_in_order', ['job', 'seq'])
export class ItemOutcomeRecord {
  @PrimaryColumn({ type: 'varchar', length: 36, transformer: wholeText })
  job: string;

  @PrimaryColumn({ name: 'item_index', type: 'integer' })
  index: number;

  @Column({ type: 'integer' })
  seq: number;

  @Column({ type: 'varchar', length: 16 })
  state: ItemOutcome['state'];

  @Column({ name: 'idea_id', type: 'varchar', length: 36, nullable: true })
  ideaId: string | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  code: string | null;

  @Column({ type: 'text', nullable: true, transformer: wholeText })
  detail: string | null;
}
