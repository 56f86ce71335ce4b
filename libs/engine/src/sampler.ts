import { Candidates } from './candidates.js';
import { deepest, expOfMinus } from './exp-of-minus.js';
import type { LogitChange } from './logit-change.js';
import { LogitRow } from './logit-row.js';
import type { Random } from './random.js';
import { WholeDraw } from './whole-draw.js';

/** How one sequence chooses its tokens; every value is decided. */
export interface Sampling {
  /** 0 is greedy. */
  temperature: number;
  /** 0 keeps all tokens. */
  topK: number;
  /** 1 keeps all tokens. */
  topP: number;
  /** Keeps the tokens with at least this share of the likeliest one's probability; 0, the default, keeps all. */
  minP?: number;
  /** What is done to the logits first, in this order: bias before penalties. */
  changes?: readonly LogitChange[];
  random: Random;
}

const nothing: readonly LogitChange[] = [];

/**
 * Chooses tokens from logits. One serves all sequences of an engine: it holds only scratch memory.
 *
 * The order is vLLM's (the docstring of its v1 `Sampler`): bias, penalties, temperature, min_p, top_k, top_p. So min_p
 * measures against the penalised distribution, and top_p is a share of what min_p and top_k have left. The order is part
 * of what a seed promises.
 */
export class Sampler {
  private readonly row: LogitRow;
  private readonly candidates: Candidates;
  private readonly whole: WholeDraw;

  constructor(private readonly vocabularySize: number) {
    this.row = new LogitRow(vocabularySize);
    this.candidates = new Candidates(vocabularySize);
    this.whole = new WholeDraw(this.row, this.candidates);
  }

  /**
   * The next token for logits[offset .. offset + vocabularySize), which are as before afterwards. The changes hear of it.
   * @throws Error where no token can be chosen: all are forbidden or no number (NaN), or one is infinitely likely.
   */
  sample(logits: Float32Array, offset: number, sampling: Sampling): number {
    const changes = sampling.changes ?? nothing;
    for (let i = 0; i < changes.length; i += 1) changes[i].apply(logits, offset);
    const tokenId = this.choose(logits, offset, sampling);
    for (let i = changes.length - 1; i >= 0; i -= 1) changes[i].restore(logits, offset);
    if (tokenId < 0) {
      throw new Error('No token can be chosen: all are forbidden or no number, or one is infinitely likely.');
    }
    for (let i = 0; i < changes.length; i += 1) changes[i].push(tokenId);
    return tokenId;
  }

  /** The chosen token, or -1 where there is no choice. */
  private choose(logits: Float32Array, offset: number, sampling: Sampling): number {
    const { temperature, topK, topP, minP = 0, random } = sampling;
    const { row, vocabularySize } = this;
    const isGreedy = temperature === 0 || topK === 1;
    // Finite also for the smallest temperature, for 0 * Infinity is no number.
    const scale = Math.min(1 / temperature, Number.MAX_VALUE);
    const reach = reachOf(minP);
    if (!isGreedy && topK > 0 && topK < vocabularySize) {
      this.candidates.takeBest(logits, offset, vocabularySize, topK);
      return this.fromBest(scale, reach, topP, random);
    }
    row.look(logits, offset);
    if (!Number.isFinite(row.best)) return -1;
    if (isGreedy) return row.indexOfBest();
    return topP < 1
      ? this.whole.fromNucleus(scale, reach, topP, random.next())
      : this.whole.fromAll(scale, reach, random.next());
  }

  /** One of the sorted candidates no deeper than `reach`, of the best that together reach `topP`. */
  private fromBest(scale: number, reach: number, topP: number, random: Random): number {
    const { ids, scores, size } = this.candidates;
    const best = size === 0 ? -Infinity : scores[0];
    if (!Number.isFinite(best)) return -1;
    let near = 0;
    let total = 0;
    for (; near < size; near += 1) {
      const depth = (best - scores[near]) * scale;
      if (!(depth <= reach)) break;
      total += expOfMinus(depth);
    }
    const wanted = topP * total;
    let mass = 0;
    let kept = 0;
    while (kept < near && mass < wanted) mass += expOfMinus((best - scores[kept++]) * scale);
    const target = mass * random.next();
    let sum = 0;
    let i = 0;
    for (; i < kept - 1; i += 1) {
      sum += expOfMinus((best - scores[i]) * scale);
      if (sum > target) break;
    }
    return ids[i];
  }
}

/**
 * How deep a token may lie below the best, in units of the temperature: e^-depth >= min_p. What lies deeper than `deepest`
 * weighs nothing.
 */
function reachOf(minP: number): number {
  return minP > 0 ? Math.min(deepest, -Math.log(minP)) : deepest;
}
