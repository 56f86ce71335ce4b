import type { NextFunction, Request, Response } from 'express';
import { routeOf } from '../http/route-of.js';
import { buckets } from './buckets.js';
import type { Instruments } from './instruments.js';

/**
 * Measures requests by the template of their route, never by their path: whoever asks for paths that are not there cannot make
 * series. `none` stands for no route: an unknown path, or a request that was refused before it was routed.
 */
export class RequestMetrics {
  private readonly requests;
  private readonly duration;
  private inFlight = 0;

  constructor(make: Instruments) {
    this.requests = make.counter(
      'http_requests_total',
      'Requests that ended, by status; none where the client left before there was one.',
      ['method', 'route', 'status'],
    );
    this.duration = make.histogram(
      'http_request_duration_seconds',
      'Time from a request to the end of its response; streams are as long as they last.',
      ['method', 'route'],
      buckets.request,
    );
    make.reading(
      'http_requests_in_flight',
      'Requests that are being answered, this one included.',
      () => this.inFlight,
    );
  }

  /** The middleware; before all others, so that it sees what they refuse. */
  readonly measure = (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    this.inFlight += 1;
    response.once('close', () => {
      this.inFlight -= 1;
      const labels = { method: request.method, route: routeOf(request) };
      const status = response.headersSent ? String(response.statusCode) : 'none';
      this.requests.inc({ ...labels, status });
      this.duration.observe(labels, (performance.now() - startedAt) / 1000);
    });
    next();
  };
}
