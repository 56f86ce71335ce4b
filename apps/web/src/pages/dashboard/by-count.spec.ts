import { byCount } from './by-count.js';

it('puts the largest first, and equal ones by their label', () => {
  const rows = [
    ['moss', 1],
    ['rain', 3],
    ['air', 1],
  ] as const;
  expect(byCount(rows)).toEqual([
    ['rain', 3],
    ['air', 1],
    ['moss', 1],
  ]);
});

it('shows eight at most', () => {
  const rows = Array.from({ length: 9 }, (_, count) => [`model-${count}`, count] as const);
  expect(byCount(rows).map(([, count]) => count)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
});
