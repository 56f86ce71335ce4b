import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearDuplicate } from '@muse/core/diversity/near-duplicate.js';
import { similarityOf } from '@muse/core/diversity/similarity.js';
import { type Angle, angleAfter, angleInTurn } from '@muse/core/prompts/angle.js';
import { expectBatch, expectBatchStream, postBatch, streamBatch } from '../support/batches.js';
import type { Json } from '../support/json.js';
import { copyModel, modelFolder } from '../support/models.js';
import { type Service, startService } from '../support/service.js';

/** Sober ideas for one prompt: of 24, about ten say what another has said, and there were never fewer than four. */
const wish = { prompts: ['Schaukeln für Tapire'], n: 24, creativity_level: 1 };

describe('A batch of distinct ideas', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });

  it('writes collapsed places again, with other angles, and leaves nothing behind', async () => {
    const all = await (await streamBatch(service, { ...wish, distinct: true })).all();
    const items = expectBatchStream(all, wish.n);
    const { type: _, ...response } = all.at(-1)!.data;
    expectBatch(response, { total: wish.n });

    const restarts = items.map(({ events }) => events.filter(({ type }) => type === 'restart'));
    expect(response.diversity.rewritten).toBe(restarts.filter(({ length }) => length > 0).length);
    expect(response.diversity.rewritten).toBeGreaterThan(0);
    for (const [index, own] of restarts.entries()) {
      expect(own.map(({ attempt }) => attempt)).toEqual([2, 3, 4].slice(0, own.length));
      const idea: Json = items[index].events.at(-1)!.idea;
      expect(idea.angle).toBe(angleAfter(angleInTurn(index), own.length) ?? null);
      // Each was an idea of its own, and the last one is kept.
      const ids: string[] = own.map(({ idea_id: id }) => id);
      expect(new Set(ids).size).toBe(own.length);
      if (own.length > 0) expect(ids.at(-1)).toBe(idea.id);
    }
    const givenUp = restarts.filter(({ length }) => length === 3).length;
    expect(wish.n - response.diversity.distinct).toBeLessThanOrEqual(givenUp);

    const { items: kept } = (await service.get('/api/v1/ideas?limit=100')).body;
    const idsOf = (ideas: Json[]): string[] => ideas.map(({ id }) => id).sort();
    expect(idsOf(kept)).toEqual(idsOf(response.ideas));
    const { total_ideas: total, batch_stats: stats } = (await service.get('/api/v1/stats')).body;
    expect(total).toBe(wish.n);
    expect(stats.diversity).toEqual({ ideas: wish.n, ...response.diversity });
  });

  it('keeps the angle that was wished for', async () => {
    const { body } = await postBatch(service, { ...wish, n: 8, angle: 'audience', distinct: true });
    expectBatch(body, { total: 8 });
    expect(new Set(body.ideas.map(({ angle }: Json) => angle))).toEqual(new Set(['audience']));
  });

  it('leaves everything as it was written where nobody wishes for it', async () => {
    const all = await (await streamBatch(service, wish)).all();
    expect(all.filter(({ data }) => data.type === 'restart')).toEqual([]);
    const { diversity } = all.at(-1)!.data;
    expect(diversity.rewritten).toBe(0);
    expect(diversity.distinct).toBeLessThan(wish.n);
  });
});

describe('A batch of distinct ensembles', () => {
  const prompt = 'Regen';
  let service: Service;

  beforeAll(async () => {
    // A model whose own files say that it always writes the likeliest token: the same for the same prompt, whatever its seed.
    const folder = modelFolder([{ key: 'sure' }]);
    copyModel(folder, 'sure');
    const file = join(folder, 'sure', 'generation_config.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), top_k: 1 }));
    service = await startService({ env: { MODEL_CACHE_DIR: folder, DEFAULT_MODEL: 'sure' } });
  });

  it('has the one that ends second written again, all of its candidates, from another angle', async () => {
    const { status, body } = await postBatch(service, {
      prompts: [prompt, prompt],
      ensemble: { candidates: 2 },
      distinct: true,
    });
    expect(status).toBe(200);
    expectBatch(body, { total: 2 });
    expect(body.diversity).toMatchObject({ distinct: 2, rewritten: 1 });
    const { items: kept } = (await service.get('/api/v1/ideas')).body;
    expect(kept.map(({ id }: Json) => id).sort()).toEqual(body.ideas.map(({ id }: Json) => id).sort());

    // What the model writes alone: plain, and from the first angle from which it says something else.
    const alone = await Promise.all([0, 1, 2, 3].map((steps) => write(angleAfter(undefined, steps))));
    const other = alone.find((idea) => similarityOf(textOf(idea), textOf(alone[0])) < nearDuplicate);
    const ideas = [...body.ideas].sort((a, b) => Number(b.angle === null) - Number(a.angle === null));
    expect(ideas.map(partOf)).toEqual([alone[0], other].map(partOf));
    for (const { generation_method: method, title, content, candidates } of ideas) {
      expect(method).toBe('ensemble');
      expect(candidates).toMatchObject([0, 1].map((index) => ({ index, rank: index + 1, title, content })));
    }
  });

  async function write(angle: Angle | undefined): Promise<Json> {
    return (await service.generate({ prompt, angle })).body;
  }

  const textOf = ({ title, content }: Json): string => `${title}\n${content}`;
  const partOf = ({ angle, title, content }: Json): Json => ({ angle, title, content });
});
