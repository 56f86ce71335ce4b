import { scoreKeys, type ScoreName, scoreNames } from './score-name.js';

/** How much each score counts: 0, nothing; together more than 0. */
export type RankingWeights = Readonly<Record<ScoreName, number>>;

const most = 100;
const number = /^\d+(\.\d+)?$/;

/** What a setting of weights may be. */
export const allowedWeights = `name=weight, separated by commas, each name once: names are ${Object.values(scoreKeys).join(', ')}; weights are numbers from 0 to ${most}, and not all are 0`;

/** Reads weights as in `on_topic=2,likelihood=1`; a score that is not named counts nothing. Undefined where they are none. */
export function parseWeights(written: string): RankingWeights | undefined {
  const weights = weightsFrom(() => 0);
  const named = new Set<ScoreName>();
  for (const item of written.split(',')) {
    const [key, value, ...rest] = item.split('=').map((part) => part.trim());
    const name = scoreNames.find((each) => scoreKeys[each] === key);
    if (name === undefined || named.has(name) || rest.length > 0 || !isWeight(value)) return undefined;
    named.add(name);
    weights[name] = Number(value);
  }
  return totalOf(weights) > 0 ? weights : undefined;
}

/** Weights as a setting has them. */
export function writtenWeights(weights: RankingWeights): string {
  return scoreNames.map((name) => `${scoreKeys[name]}=${weights[name]}`).join(',');
}

/** A weight for every score. */
export function weightsFrom(weightOf: (name: ScoreName) => number): Record<ScoreName, number> {
  return Object.fromEntries(scoreNames.map((name) => [name, weightOf(name)])) as Record<ScoreName, number>;
}

export function totalOf(weights: RankingWeights): number {
  return scoreNames.reduce((total, name) => total + weights[name], 0);
}

function isWeight(value: string | undefined): boolean {
  return value !== undefined && number.test(value) && Number(value) <= most;
}
