import type { Table, TableOptions } from 'typeorm';

/** What a migration has to say differently to the two databases; everything else is the same SQL. */
export interface Dialect {
  /** A table whose texts are compared byte by byte, so that both databases have one order. */
  table(options: TableOptions): Table;
  /** The type of a column of text, for ALTER TABLE. */
  readonly text: string;
  /** The value false, as the default of a column. */
  readonly no: string;
  /** Statements that make the triggers which count ideas in the table of counters. */
  readonly countIdeas: readonly string[];
  /** Statements that remove them. */
  readonly stopCounting: readonly string[];
}
