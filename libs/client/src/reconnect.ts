import { MuseProblem } from './problem.js';

/** How often and how patiently a lost connection is tried again. */
export interface ReconnectOptions {
  /** Tries without an event between them before giving up. */
  tries: number;
  /** Milliseconds before try 1, 2, 3, ... */
  wait: (attempt: number) => number;
}

/** Up to a second at once, then ever more patient, up to ten. */
export const patiently: ReconnectOptions = {
  tries: Infinity,
  wait: (attempt) => Math.min(10_000, 250 * 2 ** (attempt - 1)),
};

/** Whether another try may help: nobody answered, or the service is on its way down or up. */
export function isTransient(error: unknown): boolean {
  return error instanceof MuseProblem
    ? error.status === 502 || error.status === 503 || error.status === 504
    : error instanceof TypeError;
}

/** @throws what `signal` was aborted with. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(reasonOf(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('The operation was aborted.', 'AbortError');
}
