import { Cluster } from '../support/cluster.js';
import { expectDistinctBatch } from '../support/diverse-batch.js';
import type { Json } from '../support/json.js';
import { modelFolder } from '../support/models.js';
import { type Service, startService } from '../support/service.js';

const twins = { models: ['muse-mini', 'twin'], candidates: 2, strategy: 'best_of' };

/** What is made of texts does not depend on where they are written. */
describe('A cluster, like a single process,', () => {
  let services: Service[];

  beforeAll(async () => {
    const env = { MODEL_CACHE_DIR: modelFolder([{ key: 'twin' }]) };
    const cluster = await Cluster.start(env);
    await cluster.worker();
    services = await Promise.all([cluster.api(), startService({ env })]);
    await services[0].ready();
  });

  it('writes collapsed places of a distinct batch again, and leaves nothing behind', async () => {
    await expectDistinctBatch(services[0]);
  });

  it('chooses from the same candidates, each of which the other model has read', async () => {
    const wish = { prompt: 'Solardächer für Schulen', category: 'art', seed: 7, max_tokens: 60, ensemble: twins };
    const answers = await Promise.all(services.map((service) => service.generate(wish)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const [distant, local] = answers.map(({ body }): Json[] => body.candidates);
    expect(distant.map(timeless)).toEqual(local.map(timeless));
    expect(local.map(({ model_used: model }) => model)).toEqual(['muse-mini', 'muse-mini', 'twin', 'twin']);
    for (const { scores } of distant) expect(scores.cross_likelihood).toBeGreaterThan(0);
  });
});

/** All of a candidate but how long it took. */
function timeless({ generation_time: _, ...candidate }: Json): Json {
  return candidate;
}
