import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const header = 'X-Request-Id';

/** Short, and nothing in it that could end a log line or begin a header. */
const safe = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives every request the id that the client (or a proxy) names it by, or one of its own; the response says which. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(header) ?? '';
  response.setHeader(header, safe.test(given) ? given : randomUUID());
  next();
}

/** The id of the request that a response answers; undefined before `requestId` has seen it. */
export function requestIdOf(response: Pick<Response, 'getHeader'>): string | undefined {
  const id = response.getHeader(header);
  return typeof id === 'string' ? id : undefined;
}
