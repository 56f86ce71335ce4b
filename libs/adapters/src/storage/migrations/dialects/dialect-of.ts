import type { QueryRunner } from 'typeorm';
import type { Dialect } from './dialect.js';
import { embeddedDialect } from './embedded-dialect.js';
import { postgresDialect } from './postgres-dialect.js';

/** What the database speaks that a migration runs on. */
export function dialectOf({ dataSource }: QueryRunner): Dialect {
  return dataSource.options.type === 'postgres' ? postgresDialect : embeddedDialect;
}
