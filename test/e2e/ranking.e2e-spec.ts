import { embeddedDatabase } from '@muse/adapters/storage/database.js';
import { TypeormIdeaRepository } from '@muse/adapters/storage/typeorm-idea-repository.js';
import { DataSource } from 'typeorm';
import { aCandidate, anIdea } from '../support/fakes/samples.js';
import { type Service, startService } from '../support/service.js';

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Keeps ideas of ensembles, of which people like the new ones; the last has no rating yet. */
async function keepEnsembles(dataDir: string, count: number): Promise<void> {
  const database = await new DataSource(embeddedDatabase(dataDir)).initialize();
  const ideas = new TypeormIdeaRepository(database);
  for (let n = 0; n < count; n += 1) {
    const scores = { ...aCandidate().scores!, novelty: (n % 5) / 4, length: (n % 7) / 6 };
    const rating = n === count - 1 ? null : 1 + (n % 5);
    await ideas.save(
      anIdea({ id: idOf(n), generationMethod: 'ensemble', rating, candidates: [aCandidate({ scores })] }),
    );
  }
  await database.destroy();
}

describe('The ranking', () => {
  let service: Service;

  beforeAll(async () => {
    const env = { RANKING_WEIGHTS: 'on_topic=3,novelty=1,length=1', RANKING_MIN_RATINGS: '35' };
    service = await startService({ env, untilReady: false });
  });

  const configured = { likelihood: 0, cross_likelihood: 0, on_topic: 3, length: 1, non_repetition: 0, novelty: 1 };

  it('says what candidates are ranked by, and what the scores cannot tell', async () => {
    const { status, body } = await service.get('/api/v1/ranking');
    expect(status).toBe(200);
    const { scores, ...rest } = body;
    expect(rest).toEqual({ configured, learned: null, trust: 0, used: configured, ratings: 0, min_ratings: 35 });
    const sentence = expect.stringMatching(/^[A-Z].*\.$/);
    expect(scores).toEqual(
      ['likelihood', 'cross_likelihood', 'on_topic', 'length', 'non_repetition', 'novelty'].map((name) => ({
        name,
        measures: sentence,
        blind_to: sentence,
      })),
    );
  });

  it('learns from a rating at once, where there are enough', async () => {
    await keepEnsembles(service.dataDir, 36);
    await service.post(`/api/v1/ideas/${idOf(0)}/rate`, { rating: 1 });
    const before = (await service.get('/api/v1/ranking')).body;
    expect(before.ratings).toBe(35);
    expect(before.learned).toMatchObject({ likelihood: 0, on_topic: 3, non_repetition: 0 });
    expect(before.learned.novelty).toBeGreaterThan(1.9);
    await service.post(`/api/v1/ideas/${idOf(35)}/rate`, { rating: 1 });
    const { ratings, trust, used } = (await service.get('/api/v1/ranking')).body;
    expect(ratings).toBe(36);
    expect(trust).toBeGreaterThan(0.3);
    expect(used.novelty).toBeGreaterThan(1.3);
    expect(used.on_topic).toBe(3);
    expect(used.novelty).toBeCloseTo(2 - used.length, 9);
  });

  it('ranks an ensemble by these weights, and learns from its rating', async () => {
    await service.ready();
    const { used, ratings }: { used: Record<string, number>; ratings: number } = (await service.get('/api/v1/ranking'))
      .body;
    const ensemble = { candidates: 3 };
    const { status, body: idea } = await service.generate({ prompt: 'Moorwasser', max_tokens: 60, seed: 7, ensemble });
    expect(status).toBe(200);
    expect(idea.candidates).toHaveLength(3);
    for (const { scores, sum } of idea.candidates) {
      const known = Object.keys(used).filter((name) => scores[name] !== null);
      const total = known.reduce((all, name) => all + used[name], 0);
      const weighted = known.reduce((all, name) => all + used[name] * scores[name], 0);
      expect(sum).toBeCloseTo(weighted / total, 9);
    }
    await service.post(`/api/v1/ideas/${idea.id}/rate`, { rating: 5 });
    expect((await service.get('/api/v1/ranking')).body.ratings).toBe(ratings + 1);
  });

  it('does not start with weights that are none', async () => {
    await expect(startService({ env: { RANKING_WEIGHTS: 'taste=1' } })).rejects.toThrow(
      /RANKING_WEIGHTS is "taste=1": allowed is name=weight/,
    );
  });
});
