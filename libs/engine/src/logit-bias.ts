import type { LogitChange } from './logit-change.js';
import type { WordCompletion } from './word-completion.js';

/** Adds a fixed value to the logits of some tokens; minus infinity forbids a token. */
export class LogitBias implements LogitChange {
  private readonly ids: Int32Array;
  private readonly values: Float32Array;
  private readonly saved: Float32Array;

  /** @param bias Token id -> what is added to its logit. */
  constructor(bias: Readonly<Record<number, number>>) {
    const entries = Object.entries(bias);
    this.ids = Int32Array.from(entries, ([id]) => Number(id));
    this.values = Float32Array.from(entries, ([, value]) => value);
    this.saved = new Float32Array(entries.length);
  }

  apply(logits: Float32Array, offset: number): void {
    for (let i = 0; i < this.ids.length; i += 1) {
      const at = offset + this.ids[i];
      this.saved[i] = logits[at];
      logits[at] += this.values[i];
    }
  }

  restore(logits: Float32Array, offset: number): void {
    for (let i = 0; i < this.ids.length; i += 1) logits[offset + this.ids[i]] = this.saved[i];
  }

  push(): void {
    // The same for every token.
  }
}

/** Raises the pieces that complete a word of the prompt (see word-completion.ts). */
export class CompletionBias implements LogitChange {
  private readonly saved: Float32Array;

  constructor(
    private readonly completion: WordCompletion,
    private readonly bias: number,
  ) {
    this.saved = new Float32Array(completion.mostCandidates);
  }

  apply(logits: Float32Array, offset: number): void {
    const { candidates } = this.completion;
    for (let i = 0; i < candidates.length; i += 1) {
      const at = offset + candidates[i];
      this.saved[i] = logits[at];
      logits[at] += this.bias;
    }
  }

  restore(logits: Float32Array, offset: number): void {
    const { candidates } = this.completion;
    for (let i = 0; i < candidates.length; i += 1) logits[offset + candidates[i]] = this.saved[i];
  }

  push(tokenId: number): void {
    this.completion.push(tokenId);
  }
}
