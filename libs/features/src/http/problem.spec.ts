import { type ArgumentsHost, BadRequestException, HttpException, Logger, NotFoundException } from '@nestjs/common';
import { errorCodes, MuseError } from '@muse/core/errors/muse-error.js';
import { type Problem, toProblem } from './problem.dto.js';
import { ProblemFilter } from './problem.filter.js';

/** What a response was told. */
class FakeResponse {
  code?: number;
  contentType?: string;
  body?: string;
  headers: Record<string, string> = {};
  headersSent = false;
  destroyed = false;
  status(code: number): this {
    this.code = code;
    return this;
  }
  type(contentType: string): this {
    this.contentType = contentType;
    return this;
  }
  setHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  getHeader(name: string): string | undefined {
    return this.headers[name];
  }
  send(body: string): void {
    this.body = body;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

function answer(thrown: unknown, response = new FakeResponse()): FakeResponse {
  const host = {
    switchToHttp: () => ({ getResponse: () => response, getRequest: () => ({ path: '/' }) }),
  } as unknown as ArgumentsHost;
  new ProblemFilter().catch(thrown, host);
  return response;
}

const problemOf = (thrown: unknown): Problem => JSON.parse(answer(thrown).body!);

describe('problems', () => {
  let logged: jest.SpyInstance;

  beforeEach(() => {
    logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('give every code a status', () => {
    const statuses = Object.fromEntries(errorCodes.map((code) => [code, toProblem(new MuseError(code, 'x')).status]));
    expect(statuses).toEqual({
      validation_failed: 400,
      invalid_json: 400,
      malformed_request: 400,
      request_timeout: 408,
      headers_too_large: 431,
      prompt_too_long: 400,
      unauthorized: 401,
      forbidden: 403,
      not_found: 404,
      model_not_found: 404,
      idea_not_found: 404,
      batch_not_found: 404,
      batch_not_done: 409,
      idempotency_key_reused: 422,
      stream_not_found: 404,
      payload_too_large: 413,
      unsupported_media_type: 415,
      rate_limited: 429,
      queue_full: 503,
      model_not_downloaded: 503,
      model_not_downloadable: 409,
      model_requires_token: 403,
      model_not_found_on_hub: 404,
      hub_offline: 503,
      hub_unavailable: 503,
      download_corrupt: 502,
      download_cancelled: 409,
      model_in_use: 409,
      disk_full: 507,
      storage_failed: 503,
      model_load_failed: 503,
      out_of_memory: 503,
      runner_died: 503,
      queue_unavailable: 503,
      no_worker: 503,
      worker_lost: 503,
      model_failed: 503,
      empty_answer: 503,
      interrupted: 503,
      cancelled: 409,
      socket_busy: 409,
      shutting_down: 503,
      not_ready: 503,
      internal_error: 500,
    });
  });

  it.each(errorCodes)('%s has its own address and a title', (code) => {
    expect(toProblem(new MuseError(code, 'What happened.'))).toEqual({
      type: `urn:creative-muse:problem:${code}`,
      title: expect.stringMatching(/^[A-Z].+/),
      status: expect.any(Number),
      detail: 'What happened.',
      code,
    });
  });

  it('list bad fields', () => {
    const errors = [{ path: 'seed', reason: 'seed must not be less than 0' }];
    expect(toProblem(new MuseError('validation_failed', 'Bad.', { errors })).errors).toEqual(errors);
  });

  it('are sent as problem+json', () => {
    const response = answer(new MuseError('idea_not_found', 'There is no idea "x".'));
    expect(response).toMatchObject({ code: 404, contentType: 'application/problem+json', headers: {} });
    expect(JSON.parse(response.body!)).toEqual({
      type: 'urn:creative-muse:problem:idea_not_found',
      title: 'Unknown idea',
      status: 404,
      detail: 'There is no idea "x".',
      code: 'idea_not_found',
    });
    expect(logged).not.toHaveBeenCalled();
  });

  it('say how to log in', () => {
    expect(answer(new MuseError('unauthorized', 'Who?')).headers).toEqual({
      'WWW-Authenticate': 'Bearer realm="creative-muse"',
    });
  });

  it('say when to come again', () => {
    expect(answer(new MuseError('queue_full', 'Full.', { retryAfter: 32 })).headers).toEqual({ 'Retry-After': '32' });
  });

  it.each<[string, unknown]>([
    ['an error', new TypeError('cannot read /home/muse/.env')],
    ['a text', 'secret'],
    ['nothing', undefined],
    ['null', null],
    ['an object', { status: 200, detail: 'secret' }],
    ['a status of our own making', new HttpException('secret', 418)],
  ])('show nothing of %s, and the log has it', (_, thrown) => {
    const response = answer(thrown);
    expect(response.code).toBe(500);
    expect(JSON.parse(response.body!)).toEqual({
      type: 'urn:creative-muse:problem:internal_error',
      title: 'Internal error',
      status: 500,
      detail: 'The service failed on this request. Its log says why.',
      code: 'internal_error',
    });
    expect(logged).toHaveBeenCalledTimes(1);
  });

  it('log the stack of what is a bug, and the request', () => {
    const bug = new TypeError('cannot read');
    const response = new FakeResponse();
    response.setHeader('X-Request-Id', 'abc');
    answer(bug, response);
    expect(logged).toHaveBeenCalledWith(`Request abc: ${bug.stack}`);
    expect(JSON.parse(response.body!)).toMatchObject({ code: 'internal_error', request_id: 'abc' });
  });

  it.each<[string, unknown, number, string]>([
    [
      'broken JSON',
      { status: 400, type: 'entity.parse.failed', message: 'Unexpected token } in secret' },
      400,
      'invalid_json',
    ],
    ['a big body', { status: 413, type: 'entity.too.large' }, 413, 'payload_too_large'],
    ['a strange charset', { status: 415, type: 'charset.unsupported' }, 415, 'unsupported_media_type'],
    ['an aborted body', { status: 400, type: 'request.aborted' }, 400, 'validation_failed'],
    ['a condition of a file', { status: 412 }, 400, 'validation_failed'],
    ['a range of a file', { status: 416 }, 400, 'validation_failed'],
    ['an unknown address', new NotFoundException('Cannot GET /secret'), 404, 'not_found'],
    ['a bad request of Nest', new BadRequestException('secret'), 400, 'validation_failed'],
  ])('make ours of %s', (_, thrown, status, code) => {
    const problem = problemOf(thrown);
    expect([problem.status, problem.code]).toEqual([status, code]);
    expect(problem.detail).not.toBe('');
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(logged).not.toHaveBeenCalled();
  });

  it('end a response that has begun', () => {
    const response = new FakeResponse();
    response.headersSent = true;
    answer(new MuseError('runner_died', 'Gone.'), response);
    expect(response).toMatchObject({ destroyed: true, body: undefined });
  });
});
