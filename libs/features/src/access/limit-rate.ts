import type { RateVerdict } from '@muse/core/access/rate-limit.js';
import type { NextFunction, Request, Response } from 'express';
import { callerOf } from './caller.js';
import type { RequestLimits } from './request-limits.js';

/** What machines ask all the time, and what explains the rest; everything else counts, whether it exists or not. */
const free = /^\/(health|metrics|docs|openapi\.json)(\/|$)/i;

/**
 * Refuses what goes beyond the limit before anything of it is read, and tells every client how much is left
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
export function limitRate(limits: RequestLimits) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const { limit } = limits;
    if (limit === undefined || free.test(request.path)) return next();
    const answer = (verdict: RateVerdict | undefined): void => {
      if (verdict === undefined) return next();
      response.setHeader('RateLimit-Policy', `"default";q=${limit.requests};w=${limit.seconds}`);
      response.setHeader('RateLimit', `"default";r=${verdict.remaining};t=${Math.ceil(verdict.secondsToReset)}`);
      next(verdict.allowed ? undefined : limits.refusal(verdict));
    };
    limits.take(callerOf(request).client).then(answer, next);
  };
}
