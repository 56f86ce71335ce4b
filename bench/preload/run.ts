// Judges the preloading policy; see bench/RESULTS.md. `npm run bench:preload`
import { join } from 'node:path';
import { preloadStrategies } from '../../libs/core/src/preloading/preload-strategy.js';
import { machineLine, writeResults } from '../results-file.js';
import { clairvoyant, type Loading } from './optimum.js';
import { meanOutcome, type Outcome } from './outcome.js';
import { placesText, table, traceSection, type Row, type Rows } from './report.js';
import { simulate, type SimulationOptions } from './simulate.js';
import { traces, type Request, type TraceName } from './traces.js';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const places = [1, 2, 3, 4];
/** Seconds between two runs of the preloader, as PRELOAD_CRON has it. */
const interval = 60;

const optimum = 'hindsight optimum';
/** By how much the clairvoyant's own schedules miss the bound, by the number of places: the worst of all traces and seeds. */
const gaps = new Map(places.map((count) => [count, { hits: 0, coldSeconds: 0 }]));

function judge(name: TraceName, loading: Loading): Rows {
  const every = loading === 'ahead' ? interval : Infinity;
  return {
    ...strategyRows(name, { interval: every }),
    [optimum]: perPlaces(name, (requests, count) => best(requests, count, loading)),
  };
}

function strategyRows(name: TraceName, options: Pick<SimulationOptions, 'interval' | 'weighForEviction'>): Rows {
  return Object.fromEntries(
    Object.entries(preloadStrategies).map(([strategy, weigh]) => [
      strategy,
      perPlaces(name, (requests, count) => simulate(requests, { ...options, places: count, weigh })),
    ]),
  );
}

function perPlaces(name: TraceName, outcomeOf: (requests: Request[], count: number) => Outcome): Row {
  return places.map((count) => meanOutcome(seeds.map((seed) => outcomeOf(traces[name](seed), count))));
}

function best(requests: Request[], count: number, loading: Loading): Outcome {
  const hits = clairvoyant(requests, count, 'hits', loading);
  const seconds = clairvoyant(requests, count, 'seconds', loading);
  const gap = gaps.get(count)!;
  gap.hits = Math.max(gap.hits, 1 - hits.bound - hits.replayed.hits);
  gap.coldSeconds = Math.max(gap.coldSeconds, seconds.replayed.coldSeconds - seconds.bound);
  return { hits: 1 - hits.bound, coldSeconds: seconds.bound };
}

function meanOf(all: readonly Rows[]): Rows {
  const mean = (strategy: string): Row =>
    places.map((_, index) => meanOutcome(all.map((rows) => rows[strategy][index])));
  return Object.fromEntries(Object.keys(all[0]).map((strategy) => [strategy, mean(strategy)]));
}

/** A strategy that beats the optimum would show a mistake in one of the two. */
function assertUnbeaten(rows: Rows): void {
  for (const [strategy, row] of Object.entries(rows)) {
    row.forEach(({ hits, coldSeconds }, index) => {
      const bound = rows[optimum][index];
      if (hits > bound.hits + 1e-9 || coldSeconds < bound.coldSeconds - 1e-9) {
        throw new Error(`${strategy} is too good`);
      }
    });
  }
}

function gapText({ hits, coldSeconds }: Outcome): string {
  return `${(100 * hits).toFixed(1)} % of the requests, ${coldSeconds.toFixed(2)} s per request`;
}

const names = Object.keys(traces) as TraceName[];
const preloaded = names.map((name) => judge(name, 'ahead'));
const onDemand = names.map((name) => judge(name, 'on demand'));
const evictedByLru = names.map((name) => strategyRows(name, { interval, weighForEviction: preloadStrategies.lru }));
[...preloaded, ...onDemand].forEach(assertUnbeaten);

const report = [
  `${machineLine()}. Seeds ${seeds.join(', ')}; the machine makes no difference.`,
  '#### Summary: mean over the traces',
  table(meanOf(preloaded), places),
  'The same without the preloader, loading on demand alone (then the optimum, too, only chooses what to evict):',
  table(meanOf(onDemand), places),
  'With the preloader, where a load on demand evicts the least recently used model whatever the strategy:',
  table(meanOf(evictedByLru), places),
  ...names.map((name, index) => traceSection(name, preloaded[index], places)),
  "The optimum is a bound. The clairvoyant's own schedules, replayed with every delay, miss it by at most",
  [...gaps].map(([count, gap]) => `- ${placesText(count)}: ${gapText(gap)}`).join('\n'),
].join('\n\n');

console.log(report);
await writeResults(join(process.cwd(), 'bench/RESULTS.md'), 'preload', report);
