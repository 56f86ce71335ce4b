import { angleAfter, angleInTurn } from '@muse/core/prompts/angle.js';
import { expectBatch, expectBatchStream, streamBatch } from './batches.js';
import type { Json } from './json.js';
import type { Service } from './service.js';

/** Sober ideas for one prompt: of 24, about ten say what another has said, and there were never fewer than four. */
export const sober = { prompts: ['Schaukeln für Tapire'], n: 24, creativity_level: 1 };

/** Expects a service that has no ideas to write the collapsed places of a batch again, and to leave nothing behind. */
export async function expectDistinctBatch(service: Service): Promise<void> {
  const all = await (await streamBatch(service, { ...sober, distinct: true })).all();
  const items = expectBatchStream(all, sober.n);
  const { type: _, ...response } = all.at(-1)!.data;
  expectBatch(response, { total: sober.n });

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
  expect(sober.n - response.diversity.distinct).toBeLessThanOrEqual(givenUp);

  const { items: kept } = (await service.get('/api/v1/ideas?limit=100')).body;
  const idsOf = (ideas: Json[]): string[] => ideas.map(({ id }) => id).sort();
  expect(idsOf(kept)).toEqual(idsOf(response.ideas));
  const { total_ideas: total, batch_stats: stats } = (await service.get('/api/v1/stats')).body;
  expect(total).toBe(sober.n);
  expect(stats.diversity).toEqual({ ideas: sober.n, ...response.diversity });
}
