import { Candidates } from './candidates.js';
import type { Random } from './random.js';

/** How one sequence chooses its tokens; every value is decided. */
export interface Sampling {
  /** 0 is greedy. */
  temperature: number;
  /** 0 keeps all tokens. */
  topK: number;
  /** 1 keeps all tokens. */
  topP: number;
  random: Random;
}

/** Chooses tokens from logits. One serves all sequences of an engine: it holds only scratch memory. */
export class Sampler {
  private readonly candidates: Candidates;
  private readonly weights: Float64Array;

  constructor(private readonly vocabularySize: number) {
    this.candidates = new Candidates(vocabularySize);
    this.weights = new Float64Array(vocabularySize);
  }

  /** The next token for logits[offset .. offset + vocabularySize). Temperature first, then top_k, then top_p. */
  sample(logits: Float32Array, offset: number, { temperature, topK, topP, random }: Sampling): number {
    if (temperature === 0 || topK === 1) return this.likeliest(logits, offset);
    const limit = topK === 0 ? this.vocabularySize : Math.min(topK, this.vocabularySize);
    if (limit < this.vocabularySize) {
      this.collect(logits, offset, -Infinity, limit);
      return this.draw(temperature, topP, random);
    }
    if (topP < 1) {
      this.collectNucleus(logits, offset, temperature, topP);
      return this.draw(temperature, 1, random);
    }
    return this.drawFromAll(logits, offset, temperature, random);
  }

  private likeliest(logits: Float32Array, offset: number): number {
    let best = 0;
    for (let id = 1; id < this.vocabularySize; id += 1) {
      if (logits[offset + id] > logits[offset + best]) best = id;
    }
    return best;
  }

  /** Keeps the `limit` best tokens of those not below `floor`, best first. */
  private collect(logits: Float32Array, offset: number, floor: number, limit: number): void {
    const { candidates } = this;
    candidates.clear();
    for (let id = 0; id < this.vocabularySize; id += 1) {
      const logit = logits[offset + id];
      if (logit >= floor) candidates.offer(id, logit, limit);
    }
    candidates.sort();
  }

  /**
   * Keeps the smallest set of likeliest tokens whose probabilities reach `topP`. Looks below the best logit in growing
   * steps, so that the whole vocabulary is sorted only when a distribution is that flat.
   */
  private collectNucleus(logits: Float32Array, offset: number, temperature: number, topP: number): void {
    const best = logits[offset + this.likeliest(logits, offset)];
    let total = 0;
    for (let id = 0; id < this.vocabularySize; id += 1) total += Math.exp((logits[offset + id] - best) / temperature);
    const wanted = topP * total;
    for (let depth = 4 * temperature; ; depth *= 2) {
      const floor = depth < 200 * temperature ? best - depth : -Infinity;
      let mass = 0;
      for (let id = 0; id < this.vocabularySize; id += 1) {
        const logit = logits[offset + id];
        if (logit >= floor) mass += Math.exp((logit - best) / temperature);
      }
      if (mass < wanted && floor !== -Infinity) continue;
      this.collect(logits, offset, floor, this.vocabularySize);
      return this.cut(temperature, wanted);
    }
  }

  /** Shortens the sorted candidates to those that first reach `wanted` weight. */
  private cut(temperature: number, wanted: number): void {
    const { candidates } = this;
    let sum = 0;
    for (let i = 0; i < candidates.size; i += 1) {
      sum += Math.exp((candidates.scores[i] - candidates.scores[0]) / temperature);
      if (sum >= wanted) candidates.size = i + 1;
    }
  }

  /** Draws one of the sorted candidates, from the best ones that reach `topP` among them. */
  private draw(temperature: number, topP: number, random: Random): number {
    const { candidates, weights } = this;
    let total = 0;
    for (let i = 0; i < candidates.size; i += 1) {
      weights[i] = Math.exp((candidates.scores[i] - candidates.scores[0]) / temperature);
      total += weights[i];
    }
    if (topP < 1) {
      this.cut(temperature, topP * total);
      total = 0;
      for (let i = 0; i < candidates.size; i += 1) total += weights[i];
    }
    return candidates.ids[pick(weights, candidates.size, total * random.next())];
  }

  private drawFromAll(logits: Float32Array, offset: number, temperature: number, random: Random): number {
    const { weights } = this;
    const best = logits[offset + this.likeliest(logits, offset)];
    let total = 0;
    for (let id = 0; id < this.vocabularySize; id += 1) {
      weights[id] = Math.exp((logits[offset + id] - best) / temperature);
      total += weights[id];
    }
    return pick(weights, this.vocabularySize, total * random.next());
  }
}

/** The index at which the running sum of weights first exceeds `target`; the last with weight if rounding leaves none. */
function pick(weights: Float64Array, size: number, target: number): number {
  let sum = 0;
  let last = 0;
  for (let i = 0; i < size; i += 1) {
    if (weights[i] === 0) continue;
    sum += weights[i];
    last = i;
    if (sum > target) return i;
  }
  return last;
}
