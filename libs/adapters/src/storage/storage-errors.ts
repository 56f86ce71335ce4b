import { MuseError } from '@muse/core/errors/muse-error.js';
import { failureOf } from './storage-failure.js';

/**
 * The same repository, whose failures are MuseErrors: `disk_full`, or `storage_failed` for whatever else the database says of
 * itself (it cannot be reached, it cannot write, it is locked or damaged). A statement that is wrong is a bug, and stays one.
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

function toStorageError(error: unknown): unknown {
  const failure = failureOf(error);
  if (failure === undefined) return error;
  if (failure === 'full') {
    return new MuseError('disk_full', 'The disk of the database is full: nothing was kept.', { cause: error });
  }
  return new MuseError('storage_failed', 'The database cannot be read or written now.', { cause: error });
}
