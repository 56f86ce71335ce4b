import type { RateLimit, RateVerdict } from '@muse/core/access/rate-limit.js';
import type { RateLimiter } from '@muse/core/access/rate-limiter.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { NextFunction, Request, Response } from 'express';
import { callerOf } from './caller.js';

/** What machines ask all the time, and what explains the rest; everything else counts, whether it exists or not. */
const free = /^\/(health|metrics|docs|openapi\.json)(\/|$)/i;

/**
 * Refuses what goes beyond the limit before anything of it is read, and tells every client how much is left
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
export function limitRate(limit: RateLimit, limiter: RateLimiter) {
  const policy = `"default";q=${limit.requests};w=${limit.seconds}`;
  return (request: Request, response: Response, next: NextFunction): void => {
    if (free.test(request.path)) return next();
    const answer = (verdict: RateVerdict): void => {
      response.setHeader('RateLimit-Policy', policy);
      response.setHeader('RateLimit', `"default";r=${verdict.remaining};t=${Math.ceil(verdict.secondsToReset)}`);
      next(verdict.allowed ? undefined : refusal(limit, verdict));
    };
    limiter.take(callerOf(request).client).then(answer, next);
  };
}

function refusal({ requests, seconds }: RateLimit, { secondsToNext }: RateVerdict): MuseError {
  const detail = `Every client may send ${requests} requests in ${seconds} s. The header Retry-After says when the next may come.`;
  return new MuseError('rate_limited', detail, { retryAfter: Math.max(1, Math.ceil(secondsToNext)) });
}
