import { MuseError } from '@muse/core/errors/muse-error.js';

export function noWorker(): MuseError {
  return new MuseError('no_worker', 'No worker is there that could write this.', { retryAfter: 5 });
}
