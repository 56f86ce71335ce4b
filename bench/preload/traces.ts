import { gap, seeded, shuffled, zipf, type Random } from './random.js';

/** Seconds that each model takes to load, by its size: from an embedded one to 14 GB. */
export const loadSeconds: Readonly<Record<string, number>> = {
  'mini-15mb': 0.5,
  'tiny-300mb': 1,
  'small-700mb': 2,
  'small-1.5gb': 3,
  'medium-3gb': 6,
  'medium-5gb': 9,
  'large-8gb': 14,
  'large-14gb': 20,
};

/** Seconds for which a model writes for one request. */
export const workSeconds = 4;

/** Somebody wants a text of a model, `at` seconds after the start. */
export interface Request {
  at: number;
  model: string;
}

const hour = 3600;
const day = 24 * hour;

/** The traces by their names. One seed gives one trace; which models are the favourites has nothing to do with their size. */
export const traces = {
  'Steady Zipf': steady,
  'Daily rhythm': dailyRhythm,
  Bursts: bursts,
  'A new favourite': newFavourite,
} satisfies Record<string, (seed: number) => Request[]>;

export type TraceName = keyof typeof traces;

/** What each trace is, in a line. */
export const descriptions: Readonly<Record<TraceName, string>> = {
  'Steady Zipf': 'One day; eight models, the n-th favourite wanted 1/n as often as the first; a request every 45 s.',
  'Daily rhythm':
    'Three days; each quarter of the day has favourites of its own (Zipf 1.3), the same every day; a request every 40 s by ' +
    'day, every 240 s from midnight to six.',
  Bursts:
    'One day; a steady Zipf (1.2, every 60 s), and every two hours on average a run of 20 to 60 requests, 8 s apart, on one ' +
    'of the four models that are used least.',
  'A new favourite':
    'One day; Zipf (1.3), every 45 s; at noon the least used model becomes the favourite, and all others move down by one.',
};

function steady(seed: number): Request[] {
  const random = seeded(seed);
  const favourites = favouritesOf(random);
  return arrivals(random, 0, day, () => 45).map((at) => ({ at, model: zipf(random, favourites, 1) }));
}

function dailyRhythm(seed: number): Request[] {
  const random = seeded(seed);
  const quarters = [0, 1, 2, 3].map(() => favouritesOf(random));
  const quarterAt = (at: number): number => Math.floor((at % day) / (6 * hour));
  return arrivals(random, 0, 3 * day, (at) => (quarterAt(at) === 0 ? 240 : 40)).map((at) => ({
    at,
    model: zipf(random, quarters[quarterAt(at)], 1.3),
  }));
}

function bursts(seed: number): Request[] {
  const random = seeded(seed);
  const favourites = favouritesOf(random);
  const background = arrivals(random, 0, day, () => 60).map((at) => ({ at, model: zipf(random, favourites, 1.2) }));
  const runs = arrivals(random, 0, day, () => 2 * hour).flatMap((start) => {
    const model = favourites[4 + Math.floor(random() * 4)];
    const end = start + 8 * (20 + random() * 40);
    return arrivals(random, start, Math.min(end, day), () => 8).map((at) => ({ at, model }));
  });
  return [...background, ...runs].sort((a, b) => a.at - b.at);
}

function newFavourite(seed: number): Request[] {
  const random = seeded(seed);
  const before = favouritesOf(random);
  const after = [before[before.length - 1], ...before.slice(0, -1)];
  return arrivals(random, 0, day, () => 45).map((at) => ({
    at,
    model: zipf(random, at < day / 2 ? before : after, 1.3),
  }));
}

function favouritesOf(random: Random): string[] {
  return shuffled(random, Object.keys(loadSeconds));
}

function arrivals(random: Random, start: number, end: number, meanGap: (at: number) => number): number[] {
  const times: number[] = [];
  for (let at = start + gap(random, meanGap(start)); at < end; at += gap(random, meanGap(at))) times.push(at);
  return times;
}
