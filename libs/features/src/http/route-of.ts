import type { Request } from 'express';

/**
 * The template of the route that a request was led to; `none` where there is none: an unknown path, or a request that was
 * refused before it was routed.
 */
export function routeOf(request: Request): string {
  const { path } = Object(request.route) as { path?: unknown };
  return typeof path === 'string' ? path : 'none';
}
