import { createHash } from 'node:crypto';
import type { Json } from '../support/json.js';
import { expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Answer, type Service, startService } from '../support/service.js';

const writer = 'writer-key-8c1f2b7e';
const admin = 'admin-key-5d90aa31e';
const watcher = 'watcher-key-20c77d4f';
const digest = createHash('sha256').update(admin).digest('hex');

/** Who may use each route; everything else is for `generate`. */
const rules: Readonly<Record<string, 'open' | 'metrics' | 'admin'>> = {
  'get /health': 'open',
  'get /health/live': 'open',
  'get /health/ready': 'open',
  'get /metrics': 'metrics',
  'post /api/v1/models/preload': 'admin',
  'post /api/v1/models/switch': 'admin',
  'post /api/v1/models/deactivate': 'admin',
  'post /api/v1/models/{key}/unload': 'admin',
  'post /api/v1/models/{key}/download': 'admin',
  'delete /api/v1/models/{key}/download': 'admin',
};

describe('A service with keys', () => {
  let service: Service;
  let routes: [method: string, path: string, operation: Json][];

  /** Asks with a key, so that whoever is let in hears that the body or the query is wrong, or gets an answer. */
  function ask(method: string, path: string, headers: Record<string, string>): Promise<Answer> {
    const address = path.replace(/\{\w+\}/, 'nothing');
    if (method === 'delete' || method === 'put') {
      return service.request(address, { method: method.toUpperCase(), headers });
    }
    return method === 'get'
      ? service.get(`${address}?limit=x`, headers)
      : service.postRaw(address, '{"wrong":1}', { 'content-type': 'application/json', ...headers });
  }

  beforeAll(async () => {
    service = await startService({
      env: {
        API_KEYS: `anna:generate:${writer},prometheus:metrics:${watcher},ops:admin:sha256-${digest}`,
        LOG_LEVEL: 'debug',
        HF_TOKEN: 'hf_secret_token_of_the_hub',
      },
    });
    const { body } = await service.get('/openapi.json');
    routes = Object.entries<Json>(body.paths).flatMap(([path, methods]) =>
      Object.entries<Json>(methods).map(([method, operation]): [string, string, Json] => [method, path, operation]),
    );
  });

  it('shows the explorer and its document to everybody', async () => {
    expect((await service.get('/docs')).status).toBe(200);
    expect(routes.length).toBeGreaterThan(15);
  });

  it('asks for a key on every route that is not open, and says so in the document', async () => {
    for (const [method, path, operation] of routes) {
      const rule = rules[`${method} ${path}`] ?? 'generate';
      expect({ method, path, secured: operation.security !== undefined }).toEqual({
        method,
        path,
        secured: rule !== 'open',
      });
      const answer = await ask(method, path, {});
      if (rule === 'open') {
        expect(answer.status).toBe(200);
        continue;
      }
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403']));
      if (path.startsWith('/v1/')) {
        expect(answer).toMatchObject({ status: 401, body: { error: { code: 'invalid_api_key' } } });
      } else {
        expectProblem(answer, 401, 'unauthorized');
      }
      expect(answer.text).toContain(`the scope ${rule}`);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="creative-muse"');
    }
  });

  it('lets nobody with the scope generate change models', async () => {
    for (const [method, path] of routes) {
      if (rules[`${method} ${path}`] !== 'admin') continue;
      const problem = expectProblem(await ask(method, path, { 'x-api-key': writer }), 403, 'forbidden');
      expect(problem.detail).toMatch(/scope admin.*generate/);
    }
  });

  it.each([
    ['generate, as Bearer', { authorization: `Bearer ${writer}` }],
    ['generate, as X-API-Key', { 'x-api-key': writer }],
    ['admin, hashed in the settings', { authorization: `bearer ${admin}` }],
  ])('serves ideas to a key with %s', async (_, headers) => {
    const { status } = await service.post('/api/v1/generate', short, {
      headers: { 'content-type': 'application/json', ...headers },
    });
    expect(status).toBe(200);
    expect((await service.get('/api/v1/models', headers)).status).toBe(200);
  });

  it('lets a key for metrics read them, and do nothing else', async () => {
    const headers = { authorization: `Bearer ${watcher}` };
    expect((await service.get('/metrics', headers)).status).toBe(200);
    expect((await service.get('/metrics', { 'x-api-key': admin })).status).toBe(200);
    expectProblem(await service.get('/metrics', { 'x-api-key': writer }), 403, 'forbidden');
    for (const path of ['/api/v1/models', '/api/v1/ideas', '/api/v1/stats']) {
      expectProblem(await service.get(path, headers), 403, 'forbidden');
    }
  });

  it('lets admin change models', async () => {
    const headers = { 'content-type': 'application/json', 'x-api-key': admin };
    const answer = await service.post('/api/v1/models/switch', { model_key: 'muse-mini' }, { headers });
    expect(answer.status).toBe(200);
  });

  it.each<Record<string, string>>([
    { 'x-api-key': 'somebody-elses-key-1' },
    { 'x-api-key': digest },
    { 'x-api-key': '' },
    { authorization: `Basic ${writer}` },
    { authorization: `Bearer ${writer}x` },
  ])('knows no other key: %j', async (headers) => {
    expectProblem(await service.get('/api/v1/models', headers), 401, 'unauthorized');
  });

  it('reads a large body only for those who have a key', async () => {
    const body = JSON.stringify({ prompts: Array(600).fill('ü'.repeat(2000)), max_tokens: 1, wrong: 1 });
    const send = (headers: Record<string, string>): Promise<Answer> =>
      service.postRaw('/api/v1/batches', body, { 'content-type': 'application/json', ...headers });
    expectProblem(await send({ 'x-api-key': writer }), 400, 'validation_failed');
    expectProblem(await send({}), 413, 'payload_too_large');
    expectProblem(await service.post('/api/v1/batches', { prompts: ['a'] }), 401, 'unauthorized');
  });

  it('takes a key in the query from an EventSource, and nowhere else', async () => {
    const stream = await service.get(`/api/v1/generate/stream?prompt=Regen&max_tokens=4&api_key=${writer}`);
    expect(stream.status).toBe(200);
    expect(stream.text).toContain('"type":"complete"');
    expectProblem(await service.get(`/api/v1/ideas?api_key=${writer}`), 401, 'unauthorized');
    expectProblem(await service.get('/api/v1/generate/stream?prompt=Regen&api_key=wrong'), 401, 'unauthorized');
  });

  it('has written no key and no token into its log', async () => {
    await service.get('/health/live', { 'x-request-id': 'last-of-them' });
    await service.logged(/last-of-them/);
    for (const secret of [writer, watcher, admin, digest, 'hf_secret', 'somebody-elses']) {
      expect(service.log).not.toContain(secret);
    }
  });
});
