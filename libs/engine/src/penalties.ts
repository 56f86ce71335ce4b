import type { LogitChange } from './logit-change.js';
import { TokenCounts } from './token-counts.js';

export interface PenaltyStrengths {
  /** 1 is none. */
  repetition: number;
  /** 0 is none. */
  presence: number;
  /** 0 is none. */
  frequency: number;
}

/** Whether these penalties change anything. */
export function penalise({ repetition, presence, frequency }: PenaltyStrengths): boolean {
  return repetition !== 1 || presence !== 0 || frequency !== 0;
}

/**
 * Makes tokens that were there before less likely.
 *
 * - Repetition (CTRL, https://arxiv.org/abs/1909.05858, in the form of HF transformers): a token of the prompt or the answer
 *   has its logit divided by the penalty where it is above 0, and multiplied by it elsewhere.
 * - Presence and frequency (OpenAI): a token that the answer has n times, n > 0, loses presence + n * frequency.
 */
export class Penalties implements LogitChange {
  private readonly seen: TokenCounts;
  private readonly saved: Float32Array;

  /** @param maxTokens Tokens that the answer has at most, the one that ends it included. */
  constructor(
    promptTokenIds: ArrayLike<number>,
    maxTokens: number,
    private readonly strengths: PenaltyStrengths,
  ) {
    // Only the repetition penalty looks at the prompt.
    const prompt = strengths.repetition === 1 ? [] : Array.from(promptTokenIds);
    const capacity = new Set(prompt).size + maxTokens;
    this.seen = new TokenCounts(capacity);
    this.saved = new Float32Array(capacity);
    for (const tokenId of prompt) this.seen.add(tokenId, 0);
  }

  apply(logits: Float32Array, offset: number): void {
    const { ids, counts, size } = this.seen;
    const { repetition, presence, frequency } = this.strengths;
    for (let i = 0; i < size; i += 1) {
      const at = offset + ids[i];
      const logit = logits[at];
      this.saved[i] = logit;
      const repeated = logit > 0 ? logit / repetition : logit * repetition;
      logits[at] = counts[i] === 0 ? repeated : repeated - presence - counts[i] * frequency;
    }
  }

  restore(logits: Float32Array, offset: number): void {
    const { ids, size } = this.seen;
    for (let i = 0; i < size; i += 1) logits[offset + ids[i]] = this.saved[i];
  }

  push(tokenId: number): void {
    this.seen.add(tokenId, 1);
  }
}
