import type { Candidate } from '@creative-muse/client';
import { byRank } from './by-rank.js';

const candidate = (index: number, rank: number | null) => ({ index, rank }) as Candidate;

it('puts the winner first, and what failed last', () => {
  const candidates = [candidate(0, null), candidate(1, 3), candidate(2, 1), candidate(3, null), candidate(4, 2)];
  expect(byRank(candidates).map(({ index }) => index)).toEqual([2, 4, 1, 0, 3]);
  expect(candidates.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
});
