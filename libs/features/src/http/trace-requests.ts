import type { Span, Tracing } from '@muse/core/tracing/tracing.js';
import type { NextFunction, Request, Response } from 'express';
import { requestIdOf } from './request-id.js';
import { routeOf } from './route-of.js';

const spans = new WeakMap<Request, Span>();

/** What is asked every few seconds, by machines, and the files of the page: nobody looks for these among traces. */
const traced = /^\/(api|v1)\//;

/**
 * The middleware that makes each request a span, below the one that its `traceparent` names. The path is left out: it may hold
 * the id of an idea, which opens it where there are no keys.
 */
export function traceRequests(tracing: Tracing) {
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!traced.test(request.path)) return next();
    const { method } = request;
    const span = tracing.start(method, {
      parent: request.get('traceparent'),
      attributes: { 'http.request.method': method, 'url.scheme': request.protocol },
      answers: true,
    });
    spans.set(request, span);
    response.once('close', () => end(span, request, response));
    next();
  };
}

/** The W3C traceparent of a request's span, for the work that it asks for; undefined where nothing is traced. */
export function traceOf(request: Request): string | undefined {
  return spans.get(request)?.context;
}

function end(span: Span, request: Request, response: Response): void {
  const route = routeOf(request);
  if (route !== 'none') {
    span.rename(`${request.method} ${route}`);
    span.set({ 'http.route': route });
  }
  span.set({ 'muse.request_id': requestIdOf(response) });
  if (response.headersSent) span.set({ 'http.response.status_code': response.statusCode });
  if (!response.writableFinished) span.set({ 'muse.cancelled': true });
  if (response.statusCode >= 500) span.failed(String(response.statusCode));
  span.end();
}
