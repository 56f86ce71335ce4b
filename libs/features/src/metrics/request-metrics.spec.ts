import { EventEmitter } from 'node:events';
import type { Request, Response } from 'express';
import { Instruments } from './instruments.js';
import { RequestMetrics } from './request-metrics.js';

describe('RequestMetrics', () => {
  let make: Instruments;
  let requests: RequestMetrics;

  beforeEach(() => {
    make = new Instruments();
    requests = new RequestMetrics(make);
  });

  /** A request that is being answered; what it returns ends it. */
  function ask(request: Partial<Request>, response: Partial<Response> = {}): () => void {
    const answer = Object.assign(new EventEmitter(), { headersSent: true, statusCode: 200, ...response });
    const next = jest.fn();
    requests.measure({ method: 'GET', ...request } as Request, answer as unknown as Response, next);
    expect(next).toHaveBeenCalledTimes(1);
    return () => answer.emit('close');
  }

  async function samples(pattern: RegExp): Promise<string[]> {
    return (await make.registry.metrics()).split('\n').filter((line) => !line.startsWith('#') && pattern.test(line));
  }

  it('counts a request when it has ended, and knows how many are being answered', async () => {
    const end = ask({ route: { path: '/health/live' } });
    expect(await samples(/in_flight|requests_total/)).toEqual(['muse_http_requests_in_flight 1']);
    end();
    expect(await samples(/in_flight|requests_total|duration_seconds_count/)).toEqual([
      'muse_http_requests_total{method="GET",route="/health/live",status="200"} 1',
      'muse_http_request_duration_seconds_count{method="GET",route="/health/live"} 1',
      'muse_http_requests_in_flight 0',
    ]);
  });

  it('names routes, never paths', async () => {
    for (const path of ['/a', '/b', '/../etc']) ask({ path, url: path } as Request, { statusCode: 404 })();
    ask({ path: '/api/v1/ideas/7', route: { path: '/api/v1/ideas/:id' } } as Request)();
    expect(await samples(/requests_total/)).toEqual([
      'muse_http_requests_total{method="GET",route="none",status="404"} 3',
      'muse_http_requests_total{method="GET",route="/api/v1/ideas/:id",status="200"} 1',
    ]);
  });

  it('knows no status where the client left before there was one', async () => {
    ask({ method: 'POST', route: { path: '/api/v1/generate' } }, { headersSent: false })();
    expect(await samples(/requests_total/)).toEqual([
      'muse_http_requests_total{method="POST",route="/api/v1/generate",status="none"} 1',
    ]);
  });
});
