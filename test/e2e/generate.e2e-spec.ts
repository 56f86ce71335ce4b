import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

describe('POST /api/v1/generate', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });

  it('answers an idea with every field', async () => {
    const before = Date.now();
    const answer = await service.generate({
      prompt: '  Regen im Garten ',
      category: 'art',
      creativity_level: 7,
      language: 'en',
      model: 'muse-mini',
      max_tokens: 100,
      seed: 7,
    });
    expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
      status: 200,
      type: expect.stringMatching(/^application\/json\b/),
    });
    // toEqual is exact about keys: a field more is an error too.
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      title: expect.stringMatching(/^\S(.*\S)?$/),
      content: expect.stringMatching(/\S/),
      category: 'art',
      language: 'en',
      prompt: 'Regen im Garten',
      angle: null,
      parent_id: null,
      instruction: null,
      candidates: null,
      rating: null,
      favourite: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/),
      generation_method: 'single',
      model_used: 'muse-mini',
      generation_time: expect.any(Number),
      cached: false,
      usage: { prompt_tokens: expect.any(Number), completion_tokens: expect.any(Number) },
    });
    const { created_at: createdAt, generation_time: time, usage } = answer.body;
    expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(createdAt)).toBeLessThanOrEqual(Date.now());
    expect(time).toBeGreaterThan(0);
    expect(Number.isInteger(usage.prompt_tokens) && usage.prompt_tokens > 0).toBe(true);
    expect(Number.isInteger(usage.completion_tokens) && usage.completion_tokens > 0).toBe(true);
    expect(usage.completion_tokens).toBeLessThanOrEqual(100);
  });

  it('takes the defaults for everything but the prompt', async () => {
    const { status, body } = await service.generate({ prompt: 'Regen' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ category: 'general', language: 'de', model_used: 'muse-mini' });
    expect(body.usage.completion_tokens).toBeLessThanOrEqual(400);
  });

  it('writes no more tokens than asked for', async () => {
    const { body } = await service.generate({ ...short, max_tokens: 3 });
    expect(body.usage.completion_tokens).toBe(3);
  });

  it.each(['de', 'en', 'it', 'fr', 'es'])('answers an idea in the language %s', async (language) => {
    const { status, body } = await service.generate({ ...short, language });
    expect({ status, language: body.language }).toEqual({ status: 200, language });
  });

  describe('seed and temperature', () => {
    const wild = { prompt: 'Regen', temperature: 1, max_tokens: 60 };
    const textOf = async (request: Record<string, unknown>): Promise<[string, string]> => {
      const { body } = await service.generate(request);
      return [body.title, body.content];
    };

    it('gives the same text for the same seed', async () => {
      const first = await textOf({ ...wild, seed: 42 });
      expect(await textOf({ ...wild, seed: 42 })).toEqual(first);
    });

    it('gives the same text for the same seed in company', async () => {
      const alone = await textOf({ ...wild, seed: 42 });
      const [inCompany] = await Promise.all([42, 1, 2, 3].map((seed) => textOf({ ...wild, seed })));
      expect(inCompany).toEqual(alone);
    });

    it('gives different texts for different seeds', async () => {
      const texts = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => textOf({ ...wild, seed })));
      expect(new Set(texts.map((text) => text.join('\n'))).size).toBeGreaterThan(3);
    });

    it('gives different texts without a seed', async () => {
      // Eight times the same by chance: never, at this temperature.
      const texts = await Promise.all(Array.from({ length: 8 }, () => textOf({ ...wild, temperature: 1.5 })));
      expect(new Set(texts.map((text) => text.join('\n'))).size).toBeGreaterThan(1);
    });

    it('gives the same text at temperature 0, whatever the seed', async () => {
      const greedy = { prompt: 'Regen', temperature: 0, max_tokens: 60 };
      const first = await textOf({ ...greedy, seed: 1 });
      expect(await textOf({ ...greedy, seed: 2 })).toEqual(first);
      expect(await textOf(greedy)).toEqual(first);
    });
  });

  describe('control tokens in a prompt', () => {
    const tokensOf = async (prompt: string): Promise<number> => {
      const { status, body } = await service.generate({ ...short, prompt });
      expect(status).toBe(200);
      expect(body.prompt).toBe(prompt);
      expect(body.title).toMatch(/\S/);
      expect(`${body.title} ${body.content}`).not.toMatch(/<\|(end|user|assistant|pad)\|>/);
      return body.usage.prompt_tokens;
    };

    it.each(['<|end|>', '<|user|>', '<|assistant|>', '<|pad|>'])(
      'reads %s as the characters it is made of',
      async (token) => {
        const plain = await tokensOf('Regen im Garten');
        // One control token would add one; the characters of its name add several.
        expect(await tokensOf(`Regen ${token} im Garten`)).toBeGreaterThan(plain + 2);
      },
    );

    it('reads [INST] and <s> as text', async () => {
      await tokensOf('[INST] <s> Regen </s> [/INST]');
    });
  });
});

describe('POST /api/v1/generate from a client that hangs up', () => {
  let service: Service;
  let long: Record<string, unknown>;

  beforeAll(async () => {
    // One request at a time and none that waits: whether the slot is free shows in the next answer.
    service = await startService({ env: { MAX_BATCH_SIZE: '1', MAX_QUEUE_SIZE: '0' } });
    long = await findLongRequest(service);
  });

  it('stops writing and frees the slot', async () => {
    const prompt = 'an idea that nobody waits for';
    const hangUp = await startAndHold(service, { ...long, prompt });
    hangUp();

    // The service hears of it a moment later; until then it says that it is full.
    let next = await service.generate(short);
    for (let tries = 0; next.status === 503 && tries < 500; tries += 1) next = await service.generate(short);
    expect(next.status).toBe(200);

    // Had the first one been written to its end, it would be here, and before the slot was free.
    const { body } = await service.get('/api/v1/ideas?limit=100');
    expect(body.items[0].id).toBe(next.body.id);
    expect(body.items.filter((idea: { prompt: string }) => idea.prompt === prompt)).toEqual([]);
  });
});

/** Posts a request, and resolves when it is being written: then the service refuses every other. Answers how to hang up. */
async function startAndHold(service: Service, request: Record<string, unknown>): Promise<() => void> {
  for (let tries = 0; tries < 20; tries += 1) {
    const controller = new AbortController();
    const held = { ended: false };
    const end = (): void => void (held.ended = true);
    const answer = service.generate(request, { signal: controller.signal }).then(end, end);
    // A probe that comes first takes the slot itself, and the request is refused: then once more.
    while (!held.ended) {
      const probe = await service.generate({ ...short, max_tokens: 4 });
      if (probe.status === 503) return () => controller.abort();
    }
    await answer;
  }
  throw new Error('The request never ran.');
}
