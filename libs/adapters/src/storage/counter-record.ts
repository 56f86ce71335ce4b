import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One row of the table of counters. */
@Entity('counters')
export class CounterRecord {
  @PrimaryColumn({ type: 'varchar', length: 128 })
  name: string;

  @Column({ type: 'double precision' })
  value: number;
}
