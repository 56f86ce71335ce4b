import { Counters } from '@muse/core/statistics/counters.js';
import type { DataSource } from 'typeorm';

/** Counters in a database that TypeORM speaks with. */
export class TypeormCounters extends Counters {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  override async add(name: string, amount: number): Promise<void> {
    await this.dataSource.sql`INSERT INTO counters(name, value) VALUES (${name}, ${amount})
      ON CONFLICT(name) DO UPDATE SET value = counters.value + excluded.value`;
  }

  override async startingWith(prefix: string): Promise<ReadonlyMap<string, number>> {
    // The names from the prefix up to the prefix with its last character raised: a range that the primary key serves.
    const after = prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
    const rows = await this.dataSource.sql<{ name: string; value: number }[]>`
      SELECT name, value FROM counters WHERE name >= ${prefix} AND name < ${after}`;
    return new Map(rows.map(({ name, value }) => [name.slice(prefix.length), value]));
  }
}
