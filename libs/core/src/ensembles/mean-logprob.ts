import type { ChosenTokenLogProb } from '../models/text-generation.js';

/** The mean log-probability of the tokens of a text, as they come. */
export class MeanLogprob {
  private sum = 0;
  private tokens = 0;

  /** Null where there are no tokens. */
  get value(): number | null {
    return this.tokens === 0 ? null : this.sum / this.tokens;
  }

  add(tokens: readonly ChosenTokenLogProb[] = []): void {
    this.tokens += tokens.length;
    for (const { logprob } of tokens) this.sum += logprob;
  }
}
