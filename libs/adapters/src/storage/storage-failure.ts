/** How a database fails: its disk is full, the way to it is lost, or it cannot read or write now. */
export type StorageFailure = 'full' | 'lost' | 'failed';

/** What SQLite says when the machine under it fails: all but mistakes in statements (SQLITE_ERROR, _CONSTRAINT, _MISUSE, ...). */
const sqlite = /^SQLITE_(FULL|IOERR|READONLY|BUSY|LOCKED|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)(_|$)/;

/** Codes of PostgreSQL and of the network: no connection, it is shutting down or starting, or it has too many. */
const lost =
  /^(08...|57P0[1-5]|53300|25P03|ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH)$/;

/** What the driver says of a connection without a code. */
const lostInWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed)|Cannot use a pool after)/;

/**
 * Codes of PostgreSQL for what no statement can help: who may log in, read-only, locks and deadlocks, resources, time limits,
 * the machine, damage.
 */
const failed = /^(28...|3D000|25006|40001|40P01|55P03|53...|57014|58...|XX00[12])$/;

/** Reads what a driver threw; undefined where the statement is to blame, which is a bug. */
export function failureOf(error: unknown): StorageFailure | undefined {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  const name = typeof code === 'string' ? code : '';
  const embedded = sqlite.exec(name);
  if (embedded !== null) return embedded[1] === 'FULL' ? 'full' : 'failed';
  if (name === '53100') return 'full';
  if (lost.test(name) || (typeof message === 'string' && lostInWords.test(message))) return 'lost';
  return failed.test(name) ? 'failed' : undefined;
}
