import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { schema } from './schema.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** Connections that one process opens at most; what asks for more waits for one. */
const connections = 10;
/** Milliseconds in which a connection has to be made, or to become free. */
const connectTimeout = 5000;
/** Milliseconds after which the server gives a statement up. */
const statementTimeout = 10_000;
/** Milliseconds without a byte after which a connection counts as dead: its server would have spoken before. */
const silence = 15_000;
/** Milliseconds for which a connection that nobody uses is kept: less than `silence`. */
const idleTimeout = 10_000;

/** PostgreSQL as the service works with it: everything that could hang has a limit, and a lost connection is made again. */
export function postgresDatabase(url: string): PostgresOptions {
  return {
    ...connectionTo(url),
    poolSize: connections,
    extra: {
      ...always,
      idleTimeoutMillis: idleTimeout,
      statement_timeout: statementTimeout,
      idle_in_transaction_session_timeout: statementTimeout,
      onConnect: endWhenSilent,
    },
  };
}

/** The same with one connection and without limits: a migration takes as long as there are ideas, or waits for another. */
export function postgresForMigration(url: string): PostgresOptions {
  return { ...connectionTo(url), poolSize: 1, extra: always };
}

/** What all our connections have. */
const always = {
  keepAlive: true,
  // Our counts and times are far below 2^53.
  types: {
    getTypeParser: (type: number, format?: 'text' | 'binary'): unknown =>
      type === pg.types.builtins.INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(type, format),
  },
};

function connectionTo(url: string): PostgresOptions {
  return {
    type: 'postgres',
    driver: pg,
    url,
    applicationName: 'creative-muse',
    connectTimeoutMS: connectTimeout,
    installExtensions: false,
    // A connection that nobody was using; the next query takes another one.
    poolErrorHandler: (error: Error) => {
      new Logger('Storage').warn(`A connection to the database was lost: ${error.message}`);
    },
    ...schema,
  };
}

/** A server that vanished with its machine says nothing, and TCP alone would wait for a quarter of an hour. */
function endWhenSilent({ connection: { stream } }: { connection: { stream: Socket } }): void {
  stream.setTimeout(silence, () => {
    stream.destroy(Object.assign(new Error('The database fell silent.'), { code: 'ETIMEDOUT' }));
  });
}
