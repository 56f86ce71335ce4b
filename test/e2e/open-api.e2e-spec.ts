import { Contract } from '../support/contract.js';
import type { Json } from '../support/json.js';
import { expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

/** Each endpoint, its methods, and the statuses that it has to document. */
const endpoints: readonly (readonly [path: string, method: string, statuses: readonly string[]])[] = [
  ['/api/v1/generate', 'post', ['200', '400', '404', '413', '415', '503']],
  ['/api/v1/generate/stream', 'post', ['200', '400', '404', '413', '415', '503']],
  ['/api/v1/generate/stream', 'get', ['200', '204', '400', '404', '503']],
  ['/api/v1/generate/stream/{idea_id}', 'get', ['200', '204', '400', '404']],
  ['/api/v1/generate/stream/{idea_id}', 'delete', ['204', '404']],
  ['/api/v1/generate/batch', 'post', ['200', '400', '413', '415', '503']],
  ['/api/v1/batches', 'post', ['202', '400', '413', '415', '422', '503']],
  ['/api/v1/batches', 'get', ['200', '400']],
  ['/api/v1/batches/{id}', 'get', ['200', '400', '404']],
  ['/api/v1/batches/{id}', 'delete', ['200', '404']],
  ['/api/v1/batches/{id}/events', 'get', ['200', '204', '400', '404']],
  ['/api/v1/batches/{id}/retry', 'post', ['202', '404', '409', '503']],
  ['/api/v1/angles', 'get', ['200', '400']],
  ['/api/v1/ranking', 'get', ['200']],
  ['/api/v1/random', 'post', ['200', '400', '404', '413', '415', '503']],
  ['/api/v1/models', 'get', ['200']],
  ['/api/v1/models/preload', 'post', ['200', '400', '413', '415']],
  ['/api/v1/models/switch', 'post', ['200', '400', '404', '413', '415', '503']],
  ['/api/v1/models/usage-stats', 'get', ['200']],
  ['/api/v1/models/{key}/unload', 'post', ['200', '404']],
  ['/api/v1/models/deactivate', 'post', ['200']],
  ['/api/v1/models/{key}/download', 'post', ['200', '403', '404', '409', '502', '503', '507']],
  ['/api/v1/models/{key}/download', 'delete', ['200', '404']],
  ['/api/v1/models/events', 'get', ['200']],
  ['/api/v1/stats', 'get', ['200']],
  ['/api/v1/stats/stream', 'get', ['200']],
  ['/api/v1/ideas', 'get', ['200', '400']],
  ['/api/v1/ideas/export', 'get', ['200', '400']],
  ['/api/v1/ideas/{id}', 'get', ['200', '404']],
  ['/api/v1/ideas/{id}', 'delete', ['204', '404']],
  ['/api/v1/ideas/{id}/favourite', 'put', ['200', '404']],
  ['/api/v1/ideas/{id}/favourite', 'delete', ['200', '404']],
  ['/api/v1/ideas/{id}/refine', 'post', ['200', '400', '404', '413', '415', '503']],
  ['/api/v1/ideas/{id}/tree', 'get', ['200', '404']],
  ['/api/v1/ideas/{id}/rate', 'post', ['200', '400', '404', '413', '415']],
  ['/v1/models', 'get', ['200']],
  ['/v1/models/{id}', 'get', ['200', '404']],
  ['/v1/chat/completions', 'post', ['200', '400', '404', '413', '415', '503']],
  ['/v1/completions', 'post', ['200', '400', '404', '413', '415', '503']],
  ['/health', 'get', ['200', '503']],
  ['/health/live', 'get', ['200']],
  ['/health/ready', 'get', ['200', '503']],
  ['/metrics', 'get', ['200']],
];

/** Endpoints that answer more than the one type of their name. */
const answers: Readonly<Record<string, readonly string[]>> = {
  '/api/v1/generate/batch': ['application/json', 'text/event-stream'],
  '/api/v1/batches/{id}/events': ['text/event-stream'],
  '/api/v1/models/events': ['text/event-stream'],
  '/api/v1/ideas/export': ['application/json', 'text/csv', 'text/markdown'],
  '/metrics': ['text/plain'],
  '/v1/chat/completions': ['application/json', 'text/event-stream'],
  '/v1/completions': ['application/json', 'text/event-stream'],
  '/api/v1/generate/stream/{idea_id}': ['text/event-stream'],
};
/** Need no body. */
const bodiless = [
  '/api/v1/batches/{id}/retry',
  '/api/v1/models/deactivate',
  '/api/v1/models/{key}/unload',
  '/api/v1/models/{key}/download',
];
/** Never end by themselves. */
const endless = ['/api/v1/stats/stream', '/api/v1/models/events'];
/** Need the id of a stream: test/e2e/resume.e2e-spec.ts asks them. */
const ofStream = '/api/v1/generate/stream/{idea_id}';
const ending = endpoints.filter(([path]) => path !== ofStream && !endless.includes(path));

const bounds = {
  prompt: { type: 'string', minLength: 1 },
  category: { type: 'string', maxLength: 64, default: 'general' },
  creativity_level: { type: 'integer', minimum: 1, maximum: 10, default: 5 },
  language: { type: 'string', enum: ['de', 'en', 'es', 'fr', 'it'], default: 'de' },
  angle: { type: 'string', enum: ['analogy', 'audience', 'constraint', 'first_step', 'opposite'] },
  model: { type: 'string', minLength: 1, maxLength: 64 },
  ensemble: { allOf: [{ $ref: '#/components/schemas/EnsembleRequest' }] },
  max_tokens: { type: 'integer', minimum: 1, maximum: 2048, default: 400 },
  temperature: { type: 'number', minimum: 0, maximum: 2 },
  top_p: { type: 'number', maximum: 1 },
  top_k: { type: 'integer', minimum: 0, maximum: 1000 },
  seed: { type: 'integer', minimum: 0, maximum: 2 ** 32 - 1 },
  cache: { type: 'boolean', default: true },
  on_worker_loss: { type: 'string', enum: ['fail', 'restart'], default: 'restart' },
};

describe('The OpenAPI document', () => {
  let service: Service;
  let document: Json;
  let contract: Contract;

  const schemaOf = (name: string): Json => document.components.schemas[name];
  const resolved = (schema: Json): Json =>
    schema.$ref === undefined ? schema : schemaOf(schema.$ref.split('/').at(-1));

  beforeAll(async () => {
    service = await startService();
    document = (await service.get('/openapi.json')).body;
    contract = new Contract(document);
  });

  it('is JSON of OpenAPI 3', async () => {
    const { status, headers } = await service.get('/openapi.json');
    expect({ status, type: headers.get('content-type') }).toEqual({ status: 200, type: expect.stringMatching(/json/) });
    expect(document.openapi).toMatch(/^3\./);
    expect(document.info).toMatchObject({ title: 'Creative Muse', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  it('refers to nothing that is not there', () => {
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      expect({ name, schema: schemaOf(name) }).toEqual({ name, schema: expect.any(Object) });
    }
  });

  it('has every endpoint, and only those', () => {
    const found = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(found.sort()).toEqual(endpoints.map(([path, method]) => `${method} ${path}`).sort());
  });

  it.each(endpoints)('describes %s %s', (path, method, statuses) => {
    const operation = document.paths[path][method];
    expect(operation.summary).toMatch(/\S/);
    expect(operation.tags).toHaveLength(1);
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining([...statuses]));
    for (const [status, { content }] of Object.entries<Json>(operation.responses)) {
      if (status === '204') {
        expect(content).toBeUndefined();
        continue;
      }
      const ok = answers[path] ?? [path.endsWith('/stream') ? 'text/event-stream' : 'application/json'];
      const failed = path.startsWith('/v1/') ? 'application/json' : 'application/problem+json';
      expect(Object.keys(content)).toEqual(status.startsWith('2') ? ok : [failed]);
    }
    if (method === 'post' && !bodiless.includes(path)) {
      expect(Object.keys(operation.requestBody.content)).toEqual(['application/json']);
    }
  });

  it('requires nothing but the prompt', () => {
    expect(schemaOf('IdeaRequest').required).toEqual(['prompt']);
  });

  it('has every field of a request', () => {
    expect(Object.keys(schemaOf('IdeaRequest').properties).sort()).toEqual(Object.keys(bounds).sort());
  });

  it.each(Object.entries(bounds))('gives the bounds of %s', (name, expected) => {
    const { properties } = schemaOf('IdeaRequest');
    expect(properties[name]).toMatchObject(expected);
    expect(properties[name].description).toMatch(/\S/);
    const { default: written } = expected as { default?: unknown };
    expect(properties[name].default).toEqual(written);
  });

  it('gives the bounds of a refinement', () => {
    const { prompt, category: _category, language: _language, ensemble: _ensemble, ...shared } = bounds;
    expect(schemaOf('RefineRequest')).toMatchObject({
      required: ['instruction'],
      properties: { ...shared, instruction: prompt },
    });
  });

  it('gives the bounds of an ensemble', () => {
    expect(schemaOf('EnsembleRequest')).toMatchObject({
      required: ['candidates'],
      properties: {
        models: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 8 },
        candidates: { type: 'integer', minimum: 1, maximum: 32 },
        strategy: { type: 'string', enum: ['best_of', 'fusion', 'round_robin'], default: 'round_robin' },
      },
    });
  });

  it('gives the bounds of a batch', () => {
    expect(schemaOf('BatchRequest')).toMatchObject({
      required: ['prompts'],
      properties: {
        n: { type: 'integer', minimum: 1, maximum: 10_000, default: 1 },
        distinct: { type: 'boolean', default: false },
      },
    });
  });

  it('gives the bounds of a batch that survives a restart, which is never rewritten', () => {
    const { required, properties } = schemaOf('BatchJobRequest');
    expect(required).toEqual(['prompts']);
    expect(properties.n).toMatchObject({ type: 'integer', minimum: 1, maximum: 10_000 });
    expect(properties).not.toHaveProperty('distinct');
  });

  it('gives the bounds of a rating', () => {
    expect(schemaOf('RatingRequest')).toMatchObject({
      required: ['rating'],
      properties: { rating: { type: 'integer', minimum: 1, maximum: 5 } },
    });
  });

  it('requires nothing in a query', () => {
    for (const path of ['/api/v1/generate/stream', '/api/v1/angles', '/api/v1/ideas', '/api/v1/ideas/export']) {
      const { parameters } = document.paths[path].get;
      expect(parameters.length).toBeGreaterThan(0);
      const required = parameters.filter((parameter: Json) => parameter.required).map(({ name }: Json) => name);
      expect({ path, required }).toEqual({ path, required: [] });
    }
  });

  it('gives a prompt to try', () => {
    expect(schemaOf('IdeaRequest').properties.prompt.example).toMatch(/\S/);
  });

  describe('what the explorer sends when the button is pressed', () => {
    /** Ids that the document cannot know: an idea's, and that of a batch that has ended with a failed item, for `retry`. */
    async function idFor(path: string): Promise<string> {
      if (!path.includes('/batches/')) return (await service.generate({ ...short, max_tokens: 8 })).body.id;
      const { body } = await service.post('/api/v1/batches', { prompts: ['Regen'], models: ['nobody'] });
      expect((await service.get(`/api/v1/batches/${body.id}/events`)).text).toContain('"type":"batch_complete"');
      return body.id;
    }

    it.each(ending)('%s %s answers as documented', async (path, method, statuses) => {
      const operation = document.paths[path][method];
      const id = await idFor(path);
      const query = new URLSearchParams();
      for (const parameter of operation.parameters) {
        const value = parameter.example ?? parameter.schema.example ?? parameter.schema.default;
        if (parameter.in === 'query' && value !== undefined) query.set(parameter.name, String(value));
      }
      const address = `${path
        .replace('/v1/models/{id}', '/v1/models/muse-mini')
        .replace('{id}', id)
        .replace('{key}', 'muse-mini')}?${query.toString()}`;
      const content = operation.requestBody?.content['application/json'];
      const example = content === undefined ? undefined : exampleOf(content, resolved);
      const answer =
        method === 'post'
          ? await service.post(address, example)
          : await service.request(address, { method: method.toUpperCase() });
      const status = Number(statuses[0]);
      expect({ status: answer.status, text: answer.text }).toEqual({ status, text: expect.any(String) });
      expect(answer.text).not.toContain('"type":"error"');
      if (answer.body === undefined) return;
      expect(contract.answerErrors({ path, method }, status, 'application/json', answer.body)).toBe('');
    });

    it.each(ending.filter(([path]) => path.includes('/stream')))('%s %s streams a whole idea', async (path, method) => {
      const content = document.paths[path][method].requestBody?.content['application/json'];
      const answer =
        content === undefined ? await service.get(path) : await service.post(path, exampleOf(content, resolved));
      expect(answer.text).toContain('"type":"complete"');
    });

    it('is valid in every named example', async () => {
      for (const [path, method] of endpoints) {
        const content = document.paths[path][method].requestBody?.content['application/json'];
        for (const { value } of Object.values<Json>(content?.examples ?? {})) {
          const { body: idea } = await service.generate({ ...short, max_tokens: 8 });
          const answer = await service.post(path.replace('{id}', idea.id), value);
          expect({ path, value, ok: answer.status < 300 }).toEqual({ path, value, ok: true });
        }
      }
    });
  });

  it('describes an idea as it is answered', async () => {
    const { body } = await service.generate(short);
    const schema = schemaOf('Idea');
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(body).sort());
    expect([...schema.required].sort()).toEqual(Object.keys(body).sort());
  });

  describe('/docs', () => {
    it('serves the explorer and everything that its page loads', async () => {
      const page = await service.get('/docs');
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toMatch(/^text\/html\b/);
      const assets = [...page.text.matchAll(/(?:src|href)="(\.[^"]+|\/[^"]+)"/g)].map(([, asset]) => asset);
      expect(assets.join()).toMatch(/swagger-ui.*\.js/);
      for (const asset of assets) {
        const { pathname } = new URL(asset, `${service.url}/docs`);
        const { status, headers, text } = await service.get(pathname);
        expect({ asset, status, empty: text === '' }).toEqual({ asset, status: 200, empty: false });
        if (asset.endsWith('.js')) expect(headers.get('content-type')).toMatch(/javascript/);
        if (asset.endsWith('.css')) expect(headers.get('content-type')).toMatch(/css/);
      }
    });

    it.each([
      ['a range that no file has', { range: 'bytes=99999999-' }],
      ['a condition that no file meets', { 'if-match': '"x"' }],
    ])('refuses %s like everything else', async (_, headers) => {
      expectProblem(await service.get('/docs/swagger-ui.css', headers), 400, 'validation_failed');
    });

    it('is allowed by the content security policy: nothing from elsewhere, no script in the page', async () => {
      const { text } = await service.get('/docs');
      expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    });
  });
});

/** The body that Swagger UI writes into its editor: the example, or one made of the schema, optional fields included. */
function exampleOf(content: Json, resolved: (schema: Json) => Json): unknown {
  const named = Object.values<Json>(content.examples ?? {})[0];
  if (content.example !== undefined || named !== undefined) return content.example ?? named.value;
  const schema = resolved(content.schema);
  if (schema.example !== undefined) return schema.example;
  return Object.fromEntries(
    Object.entries<Json>(schema.properties).map(([name, field]) => [name, sampleOf(resolved(field))]),
  );
}

/** What Swagger UI takes for a field: its example, its default, the first of its words, or what its type begins with. */
function sampleOf(field: Json): unknown {
  const written = field.example ?? field.default ?? field.enum?.[0];
  if (written !== undefined) return written;
  return field.type === 'string' ? 'string' : field.type === 'boolean' ? true : 0;
}
