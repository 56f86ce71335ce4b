/** The longest that a hub may ask to wait, in milliseconds; what is longer is as good as a no. */
export const longestWait = 60_000;

/** Whether asking again may help. */
export function isTemporary(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Milliseconds that a Retry-After asks to wait: it holds seconds or a date; undefined where it holds neither. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const written = header.trim();
  const until = /^\d+$/.test(written) ? now + Number(written) * 1000 : Date.parse(written);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now);
}

/**
 * Milliseconds to wait before the next attempt: what the hub asks for, else twice as long each time, from one second to half a
 * minute.
 * @param failed attempts so far, 1 at least
 */
export function pauseAfter(failed: number, retryAfter?: number): number {
  return Math.min(longestWait, retryAfter ?? Math.min(30_000, 1000 * 2 ** (failed - 1)));
}
