import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { wholeText } from './whole-text.js';

/** One row of the table of generations that may be resumed. Times are epoch milliseconds. */
@Entity('resumable_generations')
@Index('resumable_generations_oldest', ['startedAt'])
export class ResumableRecord {
  @PrimaryColumn({ type: 'varchar', length: 36, transformer: wholeText })
  id: string;

  /** Name of an API key. */
  @Column({ type: 'varchar', length: 32, nullable: true })
  owner: string | null;

  @Column({ name: 'started_at', type: 'bigint' })
  startedAt: number;
}
