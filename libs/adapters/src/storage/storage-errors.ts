import { MuseError } from '@muse/core/errors/muse-error.js';

/**
 * The same repository, whose failures are MuseErrors: `disk_full`, or `storage_failed` for whatever else the database says of
 * itself (it cannot write, it is locked, its file is damaged). A statement that is wrong is a bug, and stays one.
 */
export function withStorageErrors<T extends object>(repository: T): T {
  return new Proxy(repository, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...values: unknown[]): Promise<unknown> => {
        try {
          return (await Reflect.apply(member, target, values)) as unknown;
        } catch (error) {
          throw toStorageError(error);
        }
      };
    },
  });
}

/** What SQLite says when the machine under it fails: all but mistakes in statements (SQLITE_ERROR, _CONSTRAINT, _MISUSE, ...). */
const machineFailures = /^SQLITE_(FULL|IOERR|READONLY|BUSY|LOCKED|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)(_|$)/;

function toStorageError(error: unknown): unknown {
  const { code } = Object(error) as { code?: unknown };
  const failure = machineFailures.exec(typeof code === 'string' ? code : '');
  if (failure === null) return error;
  if (failure[1] === 'FULL') {
    return new MuseError('disk_full', 'The disk of the database is full: nothing was kept.', { cause: error });
  }
  return new MuseError('storage_failed', 'The database cannot be read or written now.', { cause: error });
}
