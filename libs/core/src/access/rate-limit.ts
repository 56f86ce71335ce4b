/** How many requests a client may send: `requests` at once, and then as many again, evenly, within every period. */
export interface RateLimit {
  requests: number;
  /** The period in seconds. */
  seconds: number;
}

const form = /^([1-9]\d{0,6})\/([1-9]\d{0,4})([smh])$/;
const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };
const day = 24 * 3600;

/** Reads `requests/period`, as in `600/1m`: up to 9,999,999 requests in 1 s to 24 h; undefined where it is not that. */
export function parseRateLimit(text: string): RateLimit | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, requests, count, unit] = match;
  const seconds = Number(count) * secondsIn[unit];
  return seconds > day ? undefined : { requests: Number(requests), seconds };
}

/** What a limit says to a request. */
export interface RateVerdict {
  allowed: boolean;
  /** Requests that may follow at once. */
  remaining: number;
  /** Seconds until all that the limit allows may be sent at once again. */
  secondsToReset: number;
  /** Seconds until the next request is allowed; 0 where one is. */
  secondsToNext: number;
  /** When the allowance is whole again: all that has to be known of a client until its next request. */
  wholeAt: number;
}

/** What rounding may take off a whole request. */
const tiny = 1e-6;

/**
 * Decides about a request at `now`. Every allowed request moves the time at which the allowance is whole again by its share of the
 * period; further ahead than a period it may not be. (This is GCRA: a token bucket that needs one number.)
 * @param now seconds of any clock that never goes back
 * @param wholeAt of the client's last verdict; left out for a new client
 */
export function judge({ requests, seconds }: RateLimit, now: number, wholeAt = 0): RateVerdict {
  const share = seconds / requests;
  const usedBefore = Math.max(0, wholeAt - now);
  const allowed = usedBefore + share <= seconds + share * tiny;
  const used = allowed ? usedBefore + share : usedBefore;
  return {
    allowed,
    remaining: Math.floor((seconds - used) / share + tiny),
    secondsToReset: used,
    secondsToNext: Math.max(0, used + share - seconds),
    wholeAt: now + used,
  };
}
