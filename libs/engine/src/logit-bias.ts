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

/**
 * Raises the pieces that begin a long word of the prompt, and those that complete one; forbids another digit where a number
 * of the prompt is complete (see word-completion.ts).
 */
export class CompletionBias implements LogitChange {
  private readonly begins: Raise;
  private readonly completes: Raise;
  private readonly forbids: Raise;

  constructor(
    private readonly completion: WordCompletion,
    private readonly bias: { begin: number; complete: number },
    private readonly digits: readonly number[],
  ) {
    this.begins = new Raise(completion.beginnings.length);
    this.completes = new Raise(completion.mostCandidates);
    this.forbids = new Raise(digits.length);
  }

  apply(logits: Float32Array, offset: number): void {
    const { beginnings, candidates, isNumberComplete } = this.completion;
    this.begins.apply(logits, offset, beginnings, this.bias.begin);
    this.completes.apply(logits, offset, candidates, this.bias.complete);
    if (isNumberComplete) this.forbids.apply(logits, offset, this.digits, -Infinity);
  }

  /** In the other order: a token may be raised twice. */
  restore(logits: Float32Array, offset: number): void {
    const { beginnings, candidates, isNumberComplete } = this.completion;
    if (isNumberComplete) this.forbids.restore(logits, offset, this.digits);
    this.completes.restore(logits, offset, candidates);
    this.begins.restore(logits, offset, beginnings);
  }

  push(tokenId: number): void {
    this.completion.push(tokenId);
  }
}

/** Adds to the logits of tokens that change from step to step, and remembers what they were. */
class Raise {
  private readonly saved: Float32Array;

  constructor(most: number) {
    this.saved = new Float32Array(most);
  }

  apply(logits: Float32Array, offset: number, tokenIds: readonly number[], by: number): void {
    for (let i = 0; i < tokenIds.length; i += 1) {
      const at = offset + tokenIds[i];
      this.saved[i] = logits[at];
      logits[at] += by;
    }
  }

  restore(logits: Float32Array, offset: number, tokenIds: readonly number[]): void {
    for (let i = 0; i < tokenIds.length; i += 1) logits[offset + tokenIds[i]] = this.saved[i];
  }
}
