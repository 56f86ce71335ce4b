import type { Json } from '../support/json.js';
import { modelFolder } from '../support/models.js';
import { blamed, expectProblem } from '../support/problems.js';
import { type Answer, type Service, startService } from '../support/service.js';

const unknown = '00000000-0000-4000-8000-000000000000';
/** Written quickly. */
const quick = { temperature: 0, max_tokens: 24 };

describe('Refining', () => {
  let service: Service;
  let parent: Json;

  beforeAll(async () => {
    // muse-mini's weights behind the prompts of other models, which hold the old idea.
    const models = modelFolder([{ key: 'muse-told', prompt_template: 'plain' }]);
    service = await startService({ env: { MODEL_CACHE_DIR: models } });
    const wish = { prompt: 'Moorwasser', category: 'art', language: 'de', angle: 'audience', temperature: 0 };
    parent = (await service.generate(wish)).body;
  });

  const refine = (id: string, request: Record<string, unknown>): Promise<Answer> =>
    service.post(`/api/v1/ideas/${id}/refine`, request);
  const treeOf = (id: string): Promise<Answer> => service.get(`/api/v1/ideas/${id}/tree`);

  async function refined(id: string, request: Record<string, unknown> = {}): Promise<Json> {
    const { status, body } = await refine(id, { ...quick, instruction: 'mit Musik', ...request });
    expect(status).toBe(200);
    return body;
  }

  it('makes a new idea of an old one, which stays', async () => {
    const { status, body } = await refine(parent.id, { instruction: ' für ältere Menschen\n', seed: 3 });
    expect(status).toBe(200);
    expect(body).toEqual({
      ...parent,
      id: expect.not.stringMatching(parent.id),
      title: expect.stringMatching(/\S/),
      content: expect.stringMatching(/\S/),
      angle: null,
      parent_id: parent.id,
      instruction: 'für ältere Menschen',
      created_at: expect.stringMatching(/Z$/),
      generation_method: 'single',
      generation_time: expect.any(Number),
      usage: { prompt_tokens: expect.any(Number), completion_tokens: expect.any(Number) },
    });
    expect((await service.get(`/api/v1/ideas/${body.id}`)).body).toEqual(body);
    expect((await service.get(`/api/v1/ideas/${parent.id}`)).body).toEqual(parent);
  });

  it('keeps to the topic with muse-mini, and takes up the wish', async () => {
    const { title, content } = await refined(parent.id, { instruction: 'für ältere Menschen', max_tokens: 400 });
    expect(`${title} ${content}`).toContain('Moorwasser');
    expect(`${title} ${content}`).toContain('ältere Menschen');
  });

  it('shows the old idea to a model that can read it', async () => {
    const read = async (model: string): Promise<number> => (await refined(parent.id, { model })).usage.prompt_tokens;
    expect(await read('muse-told')).toBeGreaterThan((await read('muse-mini')) + Number(parent.usage.completion_tokens));
  });

  it('takes seed, angle and the other fields of a request', async () => {
    const wish = {
      seed: 5,
      temperature: 1,
      top_k: 40,
      top_p: 0.9,
      creativity_level: 9,
      angle: 'opposite',
      cache: false,
    };
    const [first, second] = [await refined(parent.id, wish), await refined(parent.id, wish)];
    expect(second.content).toBe(first.content);
    expect(first).toMatchObject({ angle: 'opposite', model_used: 'muse-mini' });
    expect(first.usage.completion_tokens).toBeLessThanOrEqual(24);
  });

  it('shows ancestors and children', async () => {
    const root = (await service.generate({ prompt: 'Nebel', ...quick })).body;
    const [one, two] = [await refined(root.id), await refined(root.id, { instruction: 'am Meer' })];
    const grandchild = await refined(two.id, { instruction: 'im Winter' });
    expect((await treeOf(root.id)).body).toEqual({ ancestors: [], idea: root, children: [two, one] });
    expect((await treeOf(two.id)).body).toEqual({ ancestors: [root], idea: two, children: [grandchild] });
    expect((await treeOf(grandchild.id)).body).toEqual({ ancestors: [root, two], idea: grandchild, children: [] });
  });

  it('leaves children behind where their parent is deleted', async () => {
    const root = (await service.generate({ prompt: 'Nebel', ...quick })).body;
    const child = await refined(root.id);
    const grandchild = await refined(child.id);
    expect((await service.request(`/api/v1/ideas/${child.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await treeOf(root.id)).body).toEqual({ ancestors: [], idea: root, children: [] });
    expect((await treeOf(grandchild.id)).body).toEqual({ ancestors: [], idea: grandchild, children: [] });
    expect(grandchild.parent_id).toBe(child.id);
  });

  it('knows no idea that there is not', async () => {
    expectProblem(await refine(unknown, { instruction: 'kürzer' }), 404, 'idea_not_found');
    expectProblem(await treeOf(unknown), 404, 'idea_not_found');
    expectProblem(await refine(parent.id, { instruction: 'kürzer', model: 'gpt-9' }), 404, 'model_not_found');
  });

  it('refuses an instruction that does not fit into the context', async () => {
    const { children } = (await treeOf(parent.id)).body;
    expectProblem(await refine(parent.id, { instruction: 'xq '.repeat(1300) }), 400, 'prompt_too_long');
    expect((await treeOf(parent.id)).body.children).toEqual(children);
  });

  it.each(['<|end|>', '<|assistant|>'])('reads %s as the characters it is made of', async (token) => {
    for (const model of ['muse-mini', 'muse-told']) {
      const [plain, marked] = [
        await refined(parent.id, { model, instruction: 'mit Musik' }),
        await refined(parent.id, { model, instruction: `mit ${token} Musik` }),
      ];
      // One control token would add one; the characters of its name add several.
      expect(marked.usage.prompt_tokens).toBeGreaterThan(Number(plain.usage.prompt_tokens) + 2);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ['instruction', {}],
    ['instruction', { instruction: ' \n' }],
    ['instruction', { instruction: 5 }],
    ['instruction', { instruction: null }],
    ['instruction', { instruction: 'a\0b' }],
    ['instruction', { instruction: 'a'.repeat(4001) }],
    ['angle', { instruction: 'kürzer', angle: 'sideways' }],
    ['max_tokens', { instruction: 'kürzer', max_tokens: 0 }],
    ['prompt', { instruction: 'kürzer', prompt: 'Tee' }],
    ['parent_id', { instruction: 'kürzer', parent_id: unknown }],
  ])('blames %s in %j', async (field, request) => {
    expect(blamed(expectProblem(await refine(parent.id, request), 400, 'validation_failed'))).toEqual([field]);
  });
});
