import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import libsql from 'libsql';
import type { DataSourceOptions } from 'typeorm';
import { postgresDatabase } from './postgres-database.js';
import { schema } from './schema.js';

/** Where everything is kept. */
export interface DatabasePlace {
  /** Folder of the embedded database. */
  folder: string;
  /** Address of a PostgreSQL database; empty: the embedded one. */
  url: string;
}

/** Milliseconds that a write waits for another process that is writing. */
const busyTimeout = 5000;

/** How the service speaks with its database; one of PostgreSQL has to be prepared (`prepareDatabase`) before. */
export function databaseAt({ folder, url }: DatabasePlace): DataSourceOptions {
  return url === '' ? embeddedDatabase(folder) : postgresDatabase(url);
}

/**
 * The embedded database: one file in `folder`, which is made where it is missing. Write-ahead logging with a sync at every
 * commit, so that what was answered survives a crash; migrations run in one transaction before the first query.
 */
export function embeddedDatabase(folder: string): DataSourceOptions {
  mkdirSync(folder, { recursive: true });
  return {
    type: 'better-sqlite3',
    // libsql speaks the interface of better-sqlite3 and comes prebuilt from npm.
    driver: libsql,
    database: join(folder, 'creative-muse.sqlite'),
    enableWAL: true,
    timeout: busyTimeout,
    migrationsRun: true,
    migrationsTransactionMode: 'all',
    ...schema,
  };
}
