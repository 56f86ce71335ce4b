import { StartError } from '@muse/core/errors/start-error.js';
import { DataSource, MigrationExecutor } from 'typeorm';
import type { DatabasePlace } from './database.js';
import { postgresForMigration } from './postgres-database.js';
import { failureOf } from './storage-failure.js';

/** Names our lock among whatever else may lock in the same database. */
const lock = 0x6d757365;

/**
 * Brings a database of PostgreSQL to the present version, from whichever it has, before anything else speaks with it. All of it
 * is one transaction under a lock: of processes that start together one migrates and the others wait, and whoever dies leaves
 * nothing half done. The embedded database does that itself when it is opened.
 * @throws StartError where there is no such database
 */
export async function prepareDatabase({ url }: Pick<DatabasePlace, 'url'>): Promise<void> {
  if (url === '') return;
  const dataSource = new DataSource(postgresForMigration(url));
  try {
    await dataSource.initialize();
  } catch (error) {
    throw unreachable(url, error);
  }
  try {
    await migrate(dataSource);
  } catch (error) {
    throw failureOf(error) === undefined ? error : unreachable(url, error);
  } finally {
    await dataSource.destroy();
  }
}

async function migrate(dataSource: DataSource): Promise<void> {
  await dataSource.transaction(async ({ queryRunner }) => {
    await queryRunner!.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    await new MigrationExecutor(dataSource, queryRunner).executePendingMigrations();
  });
}

/** Says where it was looked for and why it was not found, and nothing of who asked. */
function unreachable(url: string, error: unknown): StartError {
  const { host, pathname } = new URL(url);
  // `localhost` has two addresses: then each of them has an error, and all of them together have no message.
  const [first = error] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const reason = first instanceof Error ? first.message : String(first);
  return new StartError(`The database of DATABASE_URL at ${host}${pathname} cannot be used: ${reason}`, {
    cause: error,
  });
}
