import { modelFolder } from '../support/models.js';
import { blamed, expectProblem } from '../support/problems.js';
import { type Answer, type Service, startService } from '../support/service.js';

describe('POST /api/v1/random', () => {
  let service: Service;

  beforeAll(async () => {
    const models = modelFolder([{ key: 'muse-second' }, { key: 'muse-absent', installed: false }]);
    service = await startService({ env: { MODEL_CACHE_DIR: models } });
  });

  const random = (request: Record<string, unknown>): Promise<Answer> => service.post('/api/v1/random', request);

  it('answers an idea for a prompt that the service picks, and keeps it', async () => {
    const { status, body } = await random({});
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      title: expect.stringMatching(/\S/),
      content: expect.stringMatching(/\S/),
      category: 'general',
      language: 'de',
      prompt: expect.stringMatching(/^\S(.*\S)?$/),
      angle: expect.stringMatching(/^(constraint|opposite|analogy|audience|first_step)$/),
      parent_id: null,
      instruction: null,
      candidates: null,
      rating: null,
      favourite: false,
      created_at: expect.stringMatching(/Z$/),
      generation_method: 'single',
      model_used: 'muse-mini',
      generation_time: expect.any(Number),
      cached: false,
      usage: { prompt_tokens: expect.any(Number), completion_tokens: expect.any(Number) },
    });
    expect((await service.get(`/api/v1/ideas/${body.id}`)).body).toEqual(body);
  });

  it('takes category, language, angle and model', async () => {
    const wish = { category: 'art', language: 'it', angle: 'opposite' };
    const { status, body } = await random({ ...wish, model: 'muse-second' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ ...wish, model_used: 'muse-second' });
  });

  it('picks different prompts, each language from its own', async () => {
    const promptsIn = async (language: string): Promise<Set<string>> => {
      // Twelve times the same by chance: never.
      const answers = await Promise.all(Array.from({ length: 12 }, () => random({ language })));
      return new Set(answers.map(({ body }) => body.prompt));
    };
    const [german, english] = [await promptsIn('de'), await promptsIn('en')];
    expect(german.size).toBeGreaterThan(1);
    expect([...english].filter((prompt) => german.has(prompt))).toEqual([]);
  });

  it('looks at it from different angles', async () => {
    // Of five angles, twenty times the same by chance: never.
    const answers = await Promise.all(Array.from({ length: 20 }, () => random({})));
    expect(new Set(answers.map(({ body }) => body.angle)).size).toBeGreaterThan(1);
  });

  it('does not know every model', async () => {
    expectProblem(await random({ model: 'gpt-9' }), 404, 'model_not_found');
    expectProblem(await random({ model: 'muse-absent' }), 503, 'model_not_downloaded');
  });

  it.each<[string, Record<string, unknown>]>([
    ['category', { category: 'A B' }],
    ['language', { language: 'pt' }],
    ['angle', { angle: 'sideways' }],
    ['model', { model: 5 }],
    ['prompt', { prompt: 'Regen' }],
    ['creativity_level', { creativity_level: 5 }],
    ['max_tokens', { max_tokens: 5 }],
  ])('blames %s in %j', async (field, request) => {
    expect(blamed(expectProblem(await random(request), 400, 'validation_failed'))).toEqual([field]);
  });
});
