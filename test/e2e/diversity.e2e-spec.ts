import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearDuplicate } from '@muse/core/diversity/near-duplicate.js';
import { similarityOf } from '@muse/core/diversity/similarity.js';
import { type Angle, angleAfter } from '@muse/core/prompts/angle.js';
import { expectBatch, postBatch, streamBatch } from '../support/batches.js';
import { expectDistinctBatch, sober } from '../support/diverse-batch.js';
import type { Json } from '../support/json.js';
import { copyModel, modelFolder } from '../support/models.js';
import { type Service, startService } from '../support/service.js';

describe('A batch of distinct ideas', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });

  it('writes collapsed places again, with other angles, and leaves nothing behind', async () => {
    await expectDistinctBatch(service);
  });

  it('keeps the angle that was wished for', async () => {
    const { body } = await postBatch(service, { ...sober, n: 8, angle: 'audience', distinct: true });
    expectBatch(body, { total: 8 });
    expect(new Set(body.ideas.map(({ angle }: Json) => angle))).toEqual(new Set(['audience']));
  });

  it('leaves everything as it was written where nobody wishes for it', async () => {
    const all = await (await streamBatch(service, sober)).all();
    expect(all.filter(({ data }) => data.type === 'restart')).toEqual([]);
    const { diversity } = all.at(-1)!.data;
    expect(diversity.rewritten).toBe(0);
    expect(diversity.distinct).toBeLessThan(sober.n);
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
