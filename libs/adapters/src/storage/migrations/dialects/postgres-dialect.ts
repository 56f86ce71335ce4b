import { Table, type TableColumnOptions } from 'typeorm';
import { addToCounter as add } from './add-to-counter.js';
import type { Dialect } from './dialect.js';

export const postgresDialect: Dialect = {
  table: ({ columns = [], ...options }) => new Table({ ...options, columns: columns.map(byteByByte) }),
  text: 'text COLLATE "C"',
  no: 'false',
  // Only what is rated touches the counters of ratings: whoever writes a counter makes all others wait for its commit.
  countIdeas: [
    ...trigger(
      'count_idea',
      'INSERT',
      `${add("'ideas.category.' || NEW.category", '1')}
      IF NEW.rating IS NOT NULL THEN
        ${add("'ideas.rating_sum'", 'NEW.rating')}
        ${add("'ideas.rating_count'", '1')}
      END IF;`,
    ),
    ...trigger(
      'count_rating',
      'UPDATE OF rating',
      `${add("'ideas.rating_sum'", 'coalesce(NEW.rating, 0) - coalesce(OLD.rating, 0)')}
      ${add("'ideas.rating_count'", '(NEW.rating IS NOT NULL)::int - (OLD.rating IS NOT NULL)::int')}`,
    ),
    ...trigger(
      'forget_idea',
      'DELETE',
      `${add("'ideas.category.' || OLD.category", '-1')}
      IF OLD.rating IS NOT NULL THEN
        ${add("'ideas.rating_sum'", '-OLD.rating')}
        ${add("'ideas.rating_count'", '-1')}
      END IF;`,
    ),
  ],
  stopCounting: ['count_idea', 'count_rating', 'forget_idea'].flatMap((name) => [
    `DROP TRIGGER ${name} ON ideas`,
    `DROP FUNCTION ${name}()`,
  ]),
};

function byteByByte(column: TableColumnOptions): TableColumnOptions {
  return column.type === 'text' || column.type === 'varchar' ? { ...column, collation: 'C' } : column;
}

function trigger(name: string, event: string, statements: string): string[] {
  return [
    `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      ${statements}
      RETURN NULL;
    END $$`,
    `CREATE TRIGGER ${name} AFTER ${event} ON ideas FOR EACH ROW EXECUTE FUNCTION ${name}()`,
  ];
}
