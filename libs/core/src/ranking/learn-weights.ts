import type { RankingExample } from './ranking-example.js';
import { explainedShare, meanOf, ridge } from './ridge.js';
import { type ScoreName, scoreNames } from './score-name.js';
import { type RankingWeights, weightsFrom } from './weights.js';

/** What ratings say of the weights. */
export interface LearnedWeights {
  /** The weights that explain the ratings best; they sum as the configured ones do. */
  learned: RankingWeights;
  /** How much of them is used, 0 to 1; the rest is the configured ones. */
  trust: number;
  /** What comes of both. */
  used: RankingWeights;
}

/** Evidence that is held against every weight: as much as twelve examples bring whose scores are spread evenly from 0 to 1. */
const lambda = 1;
/** Examples at which their number halves the distance to the configured weights. */
const half = 50;

/**
 * Learns weights from ratings by ridge regression. What is negative counts nothing. A score that the configuration leaves out
 * stays out, and one that was never different in the examples keeps its weight. The learned weights are trusted by the number
 * of examples, and by how well the scores explain the ratings: where they do not, the configured ones stay.
 */
export function learnWeights(examples: readonly RankingExample[], configured: RankingWeights): LearnedWeights {
  const names = scoreNames.filter((name) => configured[name] > 0 && differs(examples, name));
  const columns = names.map((name) => columnOf(examples, name));
  const rows = examples.map((_, n) => columns.map((column) => column[n]));
  const targets = examples.map(({ rating }) => (rating - 1) / 4);
  const coefficients = ridge(rows, targets, lambda).map((coefficient) => Math.max(0, coefficient));
  const [found, shared] = [total(coefficients), total(names.map((name) => configured[name]))];
  const learned = weightsFrom((name) => {
    const i = names.indexOf(name);
    return i < 0 || !(found > 0) ? configured[name] : (coefficients[i] / found) * shared;
  });
  const number = examples.length / (examples.length + half);
  const trust = found > 0 ? number * Math.sqrt(explainedShare(rows, targets, coefficients)) : 0;
  return { learned, trust, used: weightsFrom((name) => configured[name] + trust * (learned[name] - configured[name])) };
}

/** Whether the examples can tell anything of a score. */
function differs(examples: readonly RankingExample[], name: ScoreName): boolean {
  return new Set(knownOf(examples, name)).size > 1;
}

/** The score in every example; one that is not known says nothing where it is the mean of the others. */
function columnOf(examples: readonly RankingExample[], name: ScoreName): number[] {
  const mean = meanOf(knownOf(examples, name));
  return examples.map(({ scores }) => scores[name] ?? mean);
}

function knownOf(examples: readonly RankingExample[], name: ScoreName): number[] {
  return examples.map(({ scores }) => scores[name]).filter((score) => score !== null);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
