import type { ModelUsage } from '../usage/model-usage.js';
import { priorityScore } from '../usage/priority-score.js';

/** How a strategy weighs a model: the higher, the more it deserves its place. */
export type Weigh = (usage: ModelHistory, now: Date) => number;

/** What strategies know of a model: its use in all, and a count of its use that fades. */
export interface ModelHistory extends ModelUsage {
  /** Uses, each counted less by half for every `halfLife` that has passed since, as of `lastUsed`. */
  decayedCount: number;
}

/** Seconds in which a use loses half its weight. */
export const halfLife = 1800;

/** The decayed count after one more use at `at`. */
export function decayedAfterUse(before: Pick<ModelHistory, 'decayedCount' | 'lastUsed'> | undefined, at: Date): number {
  return before === undefined ? 1 : decayedAt(before, at) + 1;
}

function decayedAt({ decayedCount, lastUsed }: Pick<ModelHistory, 'decayedCount' | 'lastUsed'>, now: Date): number {
  // A clock that was put back must not make the count grow.
  const seconds = Math.max(0, now.getTime() - lastUsed.getTime()) / 1000;
  return decayedCount * 2 ** (-seconds / halfLife);
}

/** The strategies that PRELOAD_STRATEGY may name. */
export const preloadStrategies = {
  /** The specification's score: count times recency within the hour. */
  score: priorityScore,
  /** The most recently used models. */
  lru: ({ lastUsed }) => lastUsed.getTime(),
  /** The most often used models. */
  lfu: ({ usageCount }) => usageCount,
  /** Use counted with a half-life: frequent and recent at once. */
  decay: decayedAt,
} satisfies Record<string, Weigh>;

export type PreloadStrategy = keyof typeof preloadStrategies;

/** The models by their weight, the weightiest first; equal ones in the order of their keys. */
export function rank(histories: readonly ModelHistory[], weigh: Weigh, now: Date): string[] {
  return histories
    .map((history) => ({ model: history.model, weight: weigh(history, now) }))
    .sort((a, b) => b.weight - a.weight || (a.model < b.model ? -1 : 1))
    .map(({ model }) => model);
}
