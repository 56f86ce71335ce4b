/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The time to the next of events that come independently of each other, every `mean` seconds. */
export function gap(random: Random, mean: number): number {
  return -Math.log(1 - random()) * mean;
}

/** One of the values, the first most often: the n-th with a weight of 1 / n^exponent. */
export function zipf<T>(random: Random, values: readonly T[], exponent: number): T {
  const weights = values.map((_, index) => (index + 1) ** -exponent);
  let rest = random() * weights.reduce((sum, weight) => sum + weight, 0);
  return values[weights.findIndex((weight) => (rest -= weight) < 0)] ?? values[0];
}

export function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}
