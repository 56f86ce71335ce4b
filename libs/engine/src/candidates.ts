/**
 * The best tokens seen so far, at most `capacity` of them, in a binary heap with the worst on top: O(n log k) for n tokens
 * and no memory beyond two typed arrays. Equal scores are ordered by token id, so that a draw never depends on chance.
 */
export class Candidates {
  readonly ids: Int32Array;
  readonly scores: Float32Array;
  size = 0;

  constructor(capacity: number) {
    this.ids = new Int32Array(capacity);
    this.scores = new Float32Array(capacity);
  }

  clear(): void {
    this.size = 0;
  }

  /** Offers a token; with `limit` tokens inside, it enters only by replacing the worst. */
  offer(id: number, score: number, limit: number): void {
    if (this.size < limit) {
      this.ids[this.size] = id;
      this.scores[this.size] = score;
      this.size += 1;
      this.siftUp(this.size - 1);
    } else if (this.isWorse(0, id, score)) {
      this.ids[0] = id;
      this.scores[0] = score;
      this.siftDown(0, this.size);
    }
  }

  /**
   * Takes the `limit` best of logits[offset .. offset + size), best first; what is no number (NaN) is left out. The heap is
   * asked for those alone that are better than its worst, and four are compared at once: hardly any is, soon after the start.
   */
  takeBest(logits: Float32Array, offset: number, size: number, limit: number): void {
    this.clear();
    const end = offset + size;
    let i = offset;
    for (; i < end && this.size < limit; i += 1) {
      if (!Number.isNaN(logits[i])) this.offer(i - offset, logits[i], limit);
    }
    let worst = this.scores[0];
    for (; i + 3 < end; i += 4) {
      if (logits[i] > worst || logits[i + 1] > worst || logits[i + 2] > worst || logits[i + 3] > worst) {
        worst = this.offerFew(logits, i, i + 4, offset);
      }
    }
    this.offerFew(logits, i, end, offset);
    this.sort();
  }

  /** Orders the tokens inside from best to worst (heap sort: the worst moves to the end of a shrinking heap). */
  sort(): void {
    for (let end = this.size - 1; end > 0; end -= 1) {
      this.swap(0, end);
      this.siftDown(0, end);
    }
  }

  /** Offers logits[start .. end) to the full heap, and returns the worst score inside. */
  private offerFew(logits: Float32Array, start: number, end: number, offset: number): number {
    for (let i = start; i < end; i += 1) {
      if (logits[i] > this.scores[0]) this.offer(i - offset, logits[i], this.size);
    }
    return this.scores[0];
  }

  private siftUp(start: number): void {
    let child = start;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.isWorse(child, this.ids[parent], this.scores[parent])) return;
      this.swap(child, parent);
      child = parent;
    }
  }

  private siftDown(start: number, end: number): void {
    let parent = start;
    for (;;) {
      let worst = 2 * parent + 1;
      if (worst >= end) return;
      if (worst + 1 < end && this.isWorse(worst + 1, this.ids[worst], this.scores[worst])) worst += 1;
      if (!this.isWorse(worst, this.ids[parent], this.scores[parent])) return;
      this.swap(worst, parent);
      parent = worst;
    }
  }

  /** Whether the token at `index` is worse than the one given. */
  private isWorse(index: number, id: number, score: number): boolean {
    return this.scores[index] < score || (this.scores[index] === score && this.ids[index] > id);
  }

  private swap(i: number, j: number): void {
    const id = this.ids[i];
    const score = this.scores[i];
    this.ids[i] = this.ids[j];
    this.scores[i] = this.scores[j];
    this.ids[j] = id;
    this.scores[j] = score;
  }
}
