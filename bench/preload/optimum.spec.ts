import fc from 'fast-check';
import { clairvoyant, type Loading, type Objective } from './optimum.js';
import { simulate } from './simulate.js';
import { loadSeconds, workSeconds, type Request } from './traces.js';
import { preloadStrategies } from '../../libs/core/src/preloading/preload-strategy.js';

const traces = fc
  .array(
    fc.record({
      at: fc.double({ min: 0, max: 60, noNaN: true }),
      model: fc.constantFrom('mini-15mb', 'medium-3gb', 'large-14gb'),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((requests) => requests.sort((a, b) => a.at - b.at));

/** Every way of giving requests to places, tried. */
function cheapestByTrying(
  requests: readonly Request[],
  places: number,
  costOf: (delay: number) => number,
  loading: Loading,
): number {
  const search = (index: number, last: readonly (Request | undefined)[]): number => {
    if (index === requests.length) return 0;
    const request = requests[index];
    return Math.min(
      ...last.map((before, place) => {
        const freeAt = before === undefined ? 0 : before.at + workSeconds;
        const stays = before?.model === request.model;
        const ahead = loading === 'ahead' ? loadSeconds[request.model] : 0;
        const start = Math.max(freeAt, request.at - ahead);
        const delay = stays ? 0 : start + loadSeconds[request.model] - request.at;
        return costOf(delay) + search(index + 1, last.with(place, request));
      }),
    );
  };
  return search(0, new Array<Request | undefined>(places).fill(undefined));
}

/** 1 for a request that waits; a load that ends with the arrival is in time, whatever the last digit says. */
function coldFrom(delay: number): number {
  return delay > 1e-9 ? 1 : 0;
}

describe('clairvoyant', () => {
  const cases: [Objective, Loading][] = [
    ['hits', 'ahead'],
    ['hits', 'on demand'],
    ['seconds', 'ahead'],
    ['seconds', 'on demand'],
  ];

  it.each(cases)('finds the best by %s, loading %s', (objective, loading) => {
    fc.assert(
      fc.property(traces, fc.integer({ min: 1, max: 3 }), (requests, places) => {
        const costOf = objective === 'hits' ? coldFrom : (delay: number) => delay;
        const best = cheapestByTrying(requests, places, costOf, loading) / requests.length;
        expect(clairvoyant(requests, places, objective, loading).bound).toBeCloseTo(best, 8);
      }),
    );
  });

  it.each(['ahead', 'on demand'] as const)(
    'loading %s is beaten by no strategy, nor by its own schedule',
    (loading) => {
      const weighs = fc.constantFrom(...Object.values(preloadStrategies));
      const interval = loading === 'ahead' ? 10 : Infinity;
      fc.assert(
        fc.property(traces, fc.integer({ min: 1, max: 3 }), weighs, (requests, places, weigh) => {
          const hits = clairvoyant(requests, places, 'hits', loading);
          const seconds = clairvoyant(requests, places, 'seconds', loading);
          for (const outcome of [simulate(requests, { places, weigh, interval }), hits.replayed, seconds.replayed]) {
            expect(1 - outcome.hits).toBeGreaterThanOrEqual(hits.bound - 1e-9);
            expect(outcome.coldSeconds).toBeGreaterThanOrEqual(seconds.bound - 1e-9);
          }
        }),
      );
    },
  );
});
