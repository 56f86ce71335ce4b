import { Candidates } from './candidates.js';
import { deepest, expOfMinus } from './exp-of-minus.js';
import { LogitRow } from './logit-row.js';

/** A token and the natural logarithm of its probability. */
export interface LogProbability {
  tokenId: number;
  logprob: number;
}

/** The log-probability of a chosen token, and the likeliest tokens at its place, the likeliest first. */
export interface TokenLogProbabilities {
  logprob: number;
  likeliest: LogProbability[];
}

/** Most alternatives that can be asked for. */
export const mostAlternatives = 20;

/** The probabilities that the model itself gave: temperature 1, before bias, penalties and cuts. */
export class LogProbabilities {
  private readonly row: LogitRow;
  private readonly candidates = new Candidates(mostAlternatives);

  constructor(vocabularySize: number) {
    this.row = new LogitRow(vocabularySize);
  }

  /**
   * Of a token under the row at `offset`, with the `count` likeliest ones.
   * @throws Error where the row gives none: its logits are not finite numbers.
   */
  of(logits: Float32Array, offset: number, tokenId: number, count: number): TokenLogProbabilities {
    const { row, candidates } = this;
    row.look(logits, offset);
    const { best } = row;
    let mass = 0;
    for (let id = 0; id < row.size; id += 1) {
      const depth = best - logits[offset + id];
      if (depth <= deepest) mass += expOfMinus(depth);
    }
    const whole = best + Math.log(mass);
    const likeliest: LogProbability[] = [];
    if (count > 0) {
      candidates.takeBest(logits, offset, row.size, Math.min(count, mostAlternatives, row.size));
      for (let i = 0; i < candidates.size; i += 1) {
        likeliest.push({ tokenId: candidates.ids[i], logprob: candidates.scores[i] - whole });
      }
    }
    const logprob = logits[offset + tokenId] - whole;
    if (Number.isNaN(logprob)) throw new Error('No probability can be told: the logits are not finite numbers.');
    return { logprob, likeliest };
  }
}
