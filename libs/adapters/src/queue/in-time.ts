import { MuseError } from '@muse/core/errors/muse-error.js';

/** Milliseconds that a request waits for an answer of Redis. */
const patience = 3000;

/** The answer of Redis; fails with `queue_unavailable` where there is none in time. What was asked may still happen. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable()), patience);
  });
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

function unavailable(): MuseError {
  return new MuseError('queue_unavailable', 'The queue of the service does not answer.', { retryAfter: 1 });
}
