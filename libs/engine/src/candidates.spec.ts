import fc from 'fast-check';
import { Candidates } from './candidates.js';

/** Few different scores, so that equal ones are common. */
const scores = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.float({ noNaN: true })), { maxLength: 200 });

function contents({ ids, scores: kept, size }: Candidates): { id: number; score: number }[] {
  return Array.from({ length: size }, (_, i) => ({ id: ids[i], score: kept[i] }));
}

describe('Candidates', () => {
  it('keeps the best, ordered like a sort by score and then by id', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 220 }), (all, limit) => {
        const candidates = new Candidates(220);
        all.forEach((score, id) => candidates.offer(id, score, limit));
        candidates.sort();
        const sorted = all
          .map((score, id) => ({ id, score: Math.fround(score) }))
          .sort((a, b) => b.score - a.score || a.id - b.id);
        expect(contents(candidates)).toEqual(sorted.slice(0, limit));
      }),
    );
  });

  it('keeps the same whatever the order of the offers', () => {
    const shuffled = scores.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all.keys()], { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, order]) => {
        const [forward, mixed] = [new Candidates(50), new Candidates(50)];
        all.forEach((score, id) => forward.offer(id, score, 50));
        order.forEach((id) => mixed.offer(id, all[id], 50));
        forward.sort();
        mixed.sort();
        expect(contents(mixed)).toEqual(contents(forward));
      }),
    );
  });

  it('is empty again after clear', () => {
    const candidates = new Candidates(2);
    candidates.offer(1, 5, 2);
    candidates.clear();
    candidates.offer(2, 1, 2);
    expect(contents(candidates)).toEqual([{ id: 2, score: 1 }]);
  });

  it('takes minus infinity for a score', () => {
    const candidates = new Candidates(3);
    [-Infinity, 1, -Infinity].forEach((score, id) => candidates.offer(id, score, 2));
    candidates.sort();
    expect(contents(candidates)).toEqual([
      { id: 1, score: 1 },
      { id: 0, score: -Infinity },
    ]);
  });

  it('takes the best of a row, whatever stands around it', () => {
    const values = fc.array(
      fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -9, max: 9 }) }, fc.float(), fc.constant(-Infinity)),
      { minLength: 1, maxLength: 300, size: 'max' },
    );
    fc.assert(
      fc.property(values, fc.nat({ max: 9 }), fc.integer({ min: 1, max: 300 }), (own, before, limit) => {
        const candidates = new Candidates(300);
        const others = new Array<number>(before).fill(1e30);
        candidates.takeBest(Float32Array.from([...others, ...own, 1e30, 1e30]), before, own.length, limit);
        const sorted = own
          .map((score, id) => ({ id, score: Math.fround(score) }))
          .filter(({ score }) => !Number.isNaN(score))
          .sort((a, b) => (a.score === b.score ? a.id - b.id : b.score - a.score));
        expect(contents(candidates)).toEqual(sorted.slice(0, limit));
      }),
      { numRuns: 200 },
    );
  });
});
