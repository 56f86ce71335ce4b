import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

const origin = 'https://elsewhere.example';

describe('The headers of every answer', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });

  it.each([
    '/health/live',
    '/api/v1/models',
    '/api/v1/nothing',
    '/nothing',
    '/docs',
    '/openapi.json',
    '/api/v1/ideas?limit=0',
  ])('protect a browser: %s', async (path) => {
    const { headers } = await service.get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toMatch(/default-src '(self|none)'/);
    expect(headers.get('x-frame-options')).toMatch(/^(SAMEORIGIN|DENY)$/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    // The service speaks plain HTTP: neither may it be upgraded.
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
  });

  it.each(['/health/live', '/api/v1/nothing', '/docs', '/api/v1/ideas?limit=0'])(
    'name the request: %s',
    async (path) => {
      const own = await service.get(path);
      const ours = own.headers.get('x-request-id');
      expect(ours).toMatch(/^[0-9a-f-]{36}$/);
      const given = await service.get(path, { 'x-request-id': 'trace-42' });
      expect(given.headers.get('x-request-id')).toBe('trace-42');
      const refused = await service.get(path, { 'x-request-id': 'x'.repeat(65) });
      expect(refused.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('name the request of a stream, and its line in the log', async () => {
    const talkative = await startService({ env: { LOG_LEVEL: 'debug' } });
    const { headers } = await talkative.post(
      '/api/v1/generate/stream',
      { ...short, max_tokens: 4 },
      { headers: { 'content-type': 'application/json', 'x-request-id': 'stream-7' } },
    );
    expect(headers.get('x-request-id')).toBe('stream-7');
    await talkative.logged(/POST \/api\/v1\/generate\/stream 200 .* stream-7/);
    await talkative.kill();
  });

  it.each(['/api/v1/stats/stream', '/api/v1/models/events', '/api/v1/generate/stream'])(
    'are all that HEAD gets of a stream: %s',
    async (path) => {
      const before = await service.get('/api/v1/stats');
      const { status, headers, text } = await service.request(path, { method: 'HEAD' });
      expect({ status, type: headers.get('content-type'), text }).toEqual({
        status: 200,
        type: 'text/event-stream; charset=utf-8',
        text: '',
      });
      const after = await service.get('/api/v1/stats');
      expect(after.body.total_ideas).toBe(before.body.total_ideas);
      expect(after.body.streaming_stats).toEqual(before.body.streaming_stats);
    },
  );

  it('let no other web page read an answer', async () => {
    const read = await service.get('/api/v1/models', { origin });
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
    const asked = await service.request('/api/v1/generate', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    const stream = await service.stream({ ...short, max_tokens: 4 });
    expect(stream.response.headers.get('access-control-allow-origin')).toBeNull();
    expect(stream.response.headers.get('x-content-type-options')).toBe('nosniff');
    await stream.all();
  });
});

describe('CORS_ORIGINS', () => {
  it('lets the pages named there read answers, and no others', async () => {
    const service = await startService({ env: { CORS_ORIGINS: `${origin},https://third.example` }, untilReady: false });
    const allowed = await service.get('/health/live', { origin });
    expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
    const refused = await service.get('/health/live', { origin: 'https://nobody.example' });
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });
});
