import { postBatch } from '../support/batches.js';
import type { Json } from '../support/json.js';
import { blamed, expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

const keys = ['constraint', 'opposite', 'analogy', 'audience', 'first_step'];

describe('Angles', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ env: { PROMPT_CACHE_SIZE: '100' } });
  });

  it.each([
    ['de', 'Publikum'],
    ['en', 'Audience'],
    ['it', 'Pubblico'],
    ['fr', 'Public'],
    ['es', 'Público'],
  ])('are listed in %s', async (language, name) => {
    const { status, body } = await service.get(`/api/v1/angles?language=${language}`);
    expect(status).toBe(200);
    expect(body.map(({ key }: Json) => key)).toEqual(keys);
    expect(body[3]).toEqual({ key: 'audience', name, instruction: expect.stringMatching(/^\S.*\.$/) });
  });

  it('are listed in German where no language is named, and in no language that there is not', async () => {
    const german = await service.get('/api/v1/angles?language=de');
    expect((await service.get('/api/v1/angles')).body).toEqual(german.body);
    expect(blamed(expectProblem(await service.get('/api/v1/angles?language=pt'), 400, 'validation_failed'))).toEqual([
      'language',
    ]);
  });

  it.each(keys)('%s: another idea for the same prompt, which stays the topic', async (angle) => {
    const wish = { prompt: 'Moorwasser', temperature: 0 };
    const [plain, seen] = [(await service.generate(wish)).body, (await service.generate({ ...wish, angle })).body];
    expect(plain.angle).toBeNull();
    expect(seen).toMatchObject({ angle, prompt: 'Moorwasser' });
    expect(seen.usage.prompt_tokens).toBeGreaterThan(plain.usage.prompt_tokens);
    expect(seen.content).not.toBe(plain.content);
    expect(`${seen.title} ${seen.content}`).toContain('Moorwasser');
    expect((await service.get(`/api/v1/ideas/${seen.id}`)).body).toEqual(seen);
  });

  it('of a stream, by POST and for EventSource', async () => {
    const events = await (await service.stream({ ...short, angle: 'analogy' })).all();
    expect(events.at(-1)!.data).toMatchObject({ type: 'complete', idea: { angle: 'analogy' } });
    const { text } = await service.get('/api/v1/generate/stream?prompt=Regen&max_tokens=8&angle=opposite');
    expect(text).toContain('"angle":"opposite"');
  });

  it('of a batch', async () => {
    const { body } = await postBatch(service, { prompts: ['Regen', 'Tee'], angle: 'audience' });
    expect(body.ideas.map(({ angle }: Json) => angle)).toEqual(['audience', 'audience']);
  });

  it('of a batch that survives a restart', async () => {
    const wish = { prompts: ['Regen', 'Tee'], max_tokens: 8, angle: 'first_step' };
    const { id } = (await service.post('/api/v1/batches', wish)).body;
    expect((await service.get(`/api/v1/batches/${id}/events`)).text).toContain('"type":"batch_complete"');
    const { items } = (await service.get(`/api/v1/batches/${id}`)).body;
    expect(items.map(({ idea }: Json) => idea.angle)).toEqual(['first_step', 'first_step']);
    expect(items.map(({ angle }: Json) => angle)).toEqual(['first_step', 'first_step']);
  });

  it('are taken in turn by the ideas for a prompt, in a batch that survives a restart too', async () => {
    const wish = { prompts: ['Regen', 'Tee'], n: 7, max_tokens: 8 };
    const { id } = (await service.post('/api/v1/batches', wish)).body;
    const events = (await service.get(`/api/v1/batches/${id}/events`)).text;
    expect(events).toContain('"prompt":"Tee","model":"muse-mini","angle":"first_step","state":"done"');
    const { items, counts } = (await service.get(`/api/v1/batches/${id}`)).body;
    expect(counts).toMatchObject({ total: 14, done: 14 });
    const turn = [undefined, ...keys, undefined];
    expect(items.map(({ prompt, angle }: Json) => [prompt, angle])).toEqual([
      ...turn.map((angle) => ['Regen', angle]),
      ...turn.map((angle) => ['Tee', angle]),
    ]);
    for (const { prompt, angle = null, idea } of items) expect(idea).toMatchObject({ prompt, angle });
  });

  it('are told apart by the prompt cache', async () => {
    const wish = { ...short, prompt: 'Nebel', seed: 7 };
    const ask = async (angle: string): Promise<unknown> => (await service.generate({ ...wish, angle })).body.cached;
    expect(await ask('audience')).toBe(false);
    expect(await ask('opposite')).toBe(false);
    expect(await ask('audience')).toBe(true);
  });

  it.each([
    ['/api/v1/generate', short],
    ['/api/v1/generate/stream', short],
    ['/api/v1/generate/batch', { prompts: ['Regen'] }],
    ['/api/v1/batches', { prompts: ['Regen'] }],
  ])('that there are none of are refused by %s', async (path, request) => {
    for (const angle of ['sideways', null, '', 1, ['audience']]) {
      const problem = expectProblem(await service.post(path, { ...request, angle }), 400, 'validation_failed');
      expect(blamed(problem)).toEqual(['angle']);
      expect(problem.errors[0].reason).toContain(keys.join(', '));
    }
  });
});
