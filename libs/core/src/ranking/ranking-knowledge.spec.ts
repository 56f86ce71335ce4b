import { MemoryIdeaRepository } from '../../../../test/support/fakes/memory-idea-repository.js';
import { aCandidate, anIdea } from '../../../../test/support/fakes/samples.js';
import type { Candidate } from '../ensembles/candidate.js';
import type { Idea } from '../ideas/idea.js';
import { RankingKnowledge } from './ranking-knowledge.js';
import { weightsFrom } from './weights.js';

const configured = weightsFrom(() => 1);

/** A repository that counts how often the ratings are read, and can fail. */
class WatchedIdeas extends MemoryIdeaRepository {
  reads = 0;
  broken = false;

  override async ratedEnsembles(limit: number): ReturnType<MemoryIdeaRepository['ratedEnsembles']> {
    this.reads += 1;
    if (this.broken) throw new Error('The disk is gone.');
    return super.ratedEnsembles(limit);
  }
}

describe('what the ranking knows', () => {
  let ideas: WatchedIdeas;
  let now: number;
  let count: number;

  beforeEach(() => {
    ideas = new WatchedIdeas();
    now = 0;
    count = 0;
  });

  const knowing = (minRatings: number): RankingKnowledge =>
    new RankingKnowledge(ideas, { configured, minRatings, now: () => now });

  async function keep(rating: number | null, ...candidates: Candidate[]): Promise<Idea> {
    const idea = anIdea({ id: String((count += 1)), rating, candidates });
    await ideas.save(idea);
    return idea;
  }

  /** A winner that was rated the better, the newer it was. */
  function keepNovel(novelty: number): Promise<Idea> {
    return keep(1 + 4 * novelty, aCandidate({ scores: { ...aCandidate().scores!, novelty } }));
  }

  it('is the configuration until there are enough ratings', async () => {
    for (const novelty of [0, 0.5, 1]) await keepNovel(novelty);
    const off = { configured, learned: null, trust: 0, used: configured, ratings: 3, minRatings: 4 };
    await expect(knowing(4).figures()).resolves.toEqual(off);
    await keepNovel(0.75);
    const { learned, trust, used, ratings } = await knowing(4).figures();
    // What never differs tells nothing, and keeps its weight; novelty is all that is left.
    expect(learned).toEqual(configured);
    expect(trust).toBeGreaterThan(0);
    expect(used).toEqual(configured);
    expect(ratings).toBe(4);
  });

  it('shifts the weights to what people like', async () => {
    for (let n = 0; n < 60; n += 1) {
      const scores = { ...aCandidate().scores!, novelty: (n % 5) / 4, length: (n % 7) / 6 };
      await keep(1 + (n % 5), aCandidate({ scores }));
    }
    const knowledge = knowing(50);
    const { learned, used, ratings } = await knowledge.figures();
    expect(ratings).toBe(60);
    expect(learned!.novelty).toBeGreaterThan(1.9);
    expect(used.novelty).toBeGreaterThan(1.3);
    expect(used.novelty + used.length).toBeCloseTo(2, 9);
    await expect(knowledge.weights()).resolves.toEqual(used);
  });

  it('counts only what can be learned from', async () => {
    await keep(5, aCandidate({ rank: 2 }), aCandidate({ index: 1, rank: 1, scores: null }));
    await keep(5, aCandidate({ rank: null }));
    await keep(5);
    await keep(null, aCandidate());
    await ideas.save(anIdea({ id: 'alone', rating: 5 }));
    await keep(5, aCandidate({ rank: 2 }), aCandidate({ index: 1, rank: 1 }));
    expect((await knowing(50).figures()).ratings).toBe(1);
  });

  it('never learns where the configuration says so, and reads nothing for it', async () => {
    for (const novelty of [0, 0.5, 1]) await keepNovel(novelty);
    const knowledge = knowing(0);
    await expect(knowledge.weights()).resolves.toBe(configured);
    expect(ideas.reads).toBe(0);
    await expect(knowledge.figures()).resolves.toMatchObject({ learned: null, used: configured, ratings: 3 });
  });

  it('reads ratings once a minute, however many ask, and again after a rating', async () => {
    const knowledge = knowing(50);
    await Promise.all([knowledge.weights(), knowledge.figures(), knowledge.weights()]);
    now = 59_999;
    await keepNovel(1);
    expect((await knowledge.figures()).ratings).toBe(0);
    expect(ideas.reads).toBe(1);
    now = 60_000;
    expect((await knowledge.figures()).ratings).toBe(1);
    await keepNovel(1);
    knowledge.forget();
    expect((await knowledge.figures()).ratings).toBe(2);
    expect(ideas.reads).toBe(3);
  });

  it('is the configuration where ratings cannot be read, and reads again', async () => {
    const knowledge = knowing(1);
    ideas.broken = true;
    await expect(knowledge.weights()).resolves.toBe(configured);
    await expect(knowledge.figures()).rejects.toThrow('The disk is gone.');
    expect(ideas.reads).toBe(2);
    ideas.broken = false;
    await expect(knowledge.figures()).resolves.toMatchObject({ ratings: 0 });
  });
});
