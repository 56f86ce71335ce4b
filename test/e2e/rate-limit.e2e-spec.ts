import { expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Answer, type Service, startService } from '../support/service.js';

const keys = { anna: 'key-of-anna-1c8f2b7e', ben: 'key-of-ben-5d90aa31e' };

describe('RATE_LIMIT', () => {
  let service: Service;

  // Within a day nothing comes back that a test could meet.
  beforeAll(async () => {
    const all = Object.entries(keys).map(([name, key]) => `${name}:generate:${key}`);
    service = await startService({ env: { API_KEYS: all.join(','), RATE_LIMIT: '3/24h', CORS_ORIGINS: '*' } });
  });

  const ask = (key: string, path = '/api/v1/models'): Promise<Answer> => service.get(path, { 'x-api-key': key });

  function expectLeft({ headers }: Answer, left: number): void {
    expect(headers.get('ratelimit-policy')).toBe('"default";q=3;w=86400');
    expect(headers.get('ratelimit')).toMatch(new RegExp(`^"default";r=${left};t=[1-9]\\d*$`));
  }

  it('lets each key send so many requests, and then says when to come again', async () => {
    for (const left of [2, 1, 0]) {
      const answer = await ask(keys.anna);
      expect(answer.status).toBe(200);
      expectLeft(answer, left);
    }
    const refused = await service.post('/api/v1/generate', short, {
      headers: { 'content-type': 'application/json', 'x-api-key': keys.anna },
    });
    const { detail } = expectProblem(refused, 429, 'rate_limited');
    expect(detail).toBe(
      'Every client may send 3 requests in 86400 s. The header Retry-After says when the next may come.',
    );
    expectLeft(refused, 0);
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(28_000);
    expect(wait).toBeLessThanOrEqual(28_800);
    expectLeft(await ask(keys.ben), 2);
  });

  it('counts whoever has no key by the address, so that nobody can try keys for long', async () => {
    for (const left of [2, 1, 0]) {
      const answer = await ask(`a-key-that-is-wrong-${left}`);
      expectProblem(answer, 401, 'unauthorized');
      expectLeft(answer, left);
    }
    expectProblem(await ask('a-key-that-is-wrong-too'), 429, 'rate_limited');
    expectProblem(await service.get('/nothing'), 429, 'rate_limited');
  });

  it('does not count health and documentation', async () => {
    for (const path of ['/health', '/health/live', '/health/ready', '/docs', '/openapi.json']) {
      const answer = await service.get(path);
      expect({ path, status: answer.status, counted: answer.headers.has('ratelimit') }).toEqual({
        path,
        status: 200,
        counted: false,
      });
    }
  });

  it('lets web pages of other origins see how much is left', async () => {
    const { headers } = await service.get('/health/live', { origin: 'https://elsewhere.example' });
    expect(headers.get('access-control-expose-headers')).toBe('X-Request-Id,Retry-After,RateLimit,RateLimit-Policy');
  });
});

it('Behind proxies the address is what they say, by the /64 of IPv6', async () => {
  const service = await startService({ env: { RATE_LIMIT: '1/24h', TRUSTED_PROXIES: '1' } });
  const from = async (address: string): Promise<number> =>
    (await service.get('/api/v1/models', { 'x-forwarded-for': address })).status;
  expect([await from('203.0.113.7'), await from('203.0.113.7'), await from('203.0.113.8')]).toEqual([200, 429, 200]);
  expect([await from('2001:db8::1'), await from('2001:db8:0:0:ffff::2'), await from('2001:db8:0:1::1')]).toEqual([
    200, 429, 200,
  ]);
  // What a client says itself stands before what the proxy says, and tells nothing.
  expect(await from('198.51.100.1, 203.0.113.7')).toBe(429);
  await service.kill();
});
