import type { LiveStats } from '@creative-muse/client';

type LiveModel = LiveStats['models'][string];

/** A line of a chart: a value for each moment, null where there is none. */
export interface Line {
  label: string;
  values: readonly (number | null)[];
}

/** The moments of the figures, in seconds since 1970. */
export function timesOf(history: readonly LiveStats[]): number[] {
  return history.map(({ at }) => Date.parse(at) / 1000);
}

/** A line for each model that any of the figures tells of, in the order of their keys. */
export function lineByModel(history: readonly LiveStats[], read: (model: LiveModel) => number | null): Line[] {
  const keys = new Set(history.flatMap(({ models }) => Object.keys(models)));
  return [...keys].sort().map((key) => ({
    label: key,
    values: history.map(({ models }) => (Object.hasOwn(models, key) ? read(models[key]) : null)),
  }));
}

/** A line of what all models have together. */
export function lineOfAll(label: string, history: readonly LiveStats[], read: (model: LiveModel) => number): Line {
  const values = history.map(({ models }) => Object.values(models).reduce((sum, model) => sum + read(model), 0));
  return { label, values };
}

/** What a line says in figures; undefined where it has no values. */
export function summaryOf({ values }: Line): { latest: number | null; lowest: number; highest: number } | undefined {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return undefined;
  return { latest: values.at(-1) ?? null, lowest: Math.min(...there), highest: Math.max(...there) };
}
