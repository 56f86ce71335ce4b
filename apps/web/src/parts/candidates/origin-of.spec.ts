import type { Candidate } from '@creative-muse/client';
import { originOf } from './origin-of.js';

const candidate = (fused: boolean, rank: number | null) => ({ fused, rank }) as Candidate;
const two = [candidate(false, 2), candidate(false, null)];

it.each([
  ['one of them', [candidate(false, 1), ...two], { isFused: false, count: 3 }],
  ['made of them', [...two, candidate(true, 1)], { isFused: true, count: 2 }],
  [
    'one of them, where nothing could be made of them',
    [candidate(false, 1), candidate(true, null)],
    { isFused: false, count: 1 },
  ],
])('an idea is %s', (_, candidates, origin) => {
  expect(originOf(candidates)).toEqual(origin);
});
