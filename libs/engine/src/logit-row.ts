/** Logits of one block: so many that its best is seldom surpassed on the way, which the processor would not foresee. */
export const blockSize = 1024;

/**
 * One row of logits, looked through once for the best logit of every block, which tells the blocks that later questions have
 * to open. Holds only scratch memory; a row counts until the next `look`. What is no number (NaN) is never the best.
 */
export class LogitRow {
  logits: Float32Array = new Float32Array(0);
  offset = 0;
  /** The best logit; minus infinity where none is a number above it. */
  best = -Infinity;
  /** The best logit of the ids block * blockSize and following. */
  readonly maxima: Float32Array;

  constructor(readonly size: number) {
    this.maxima = new Float32Array(Math.ceil(size / blockSize));
  }

  /** Takes up logits[offset .. offset + size). */
  look(logits: Float32Array, offset: number): void {
    this.logits = logits;
    this.offset = offset;
    this.best = -Infinity;
    for (let block = 0; block < this.maxima.length; block += 1) {
      const maximum = maximumOf(logits, offset + block * blockSize, offset + this.endOf(block));
      this.maxima[block] = maximum;
      if (maximum > this.best) this.best = maximum;
    }
  }

  /** The first of the ids with the best logit. */
  indexOfBest(): number {
    const block = this.maxima.indexOf(this.best);
    return this.logits.indexOf(this.best, this.offset + block * blockSize) - this.offset;
  }

  /** The id behind the last of a block. */
  endOf(block: number): number {
    return Math.min(this.size, (block + 1) * blockSize);
  }
}

/** Four at a time: half the work of a short loop is the loop. */
function maximumOf(logits: Float32Array, start: number, end: number): number {
  let best = -Infinity;
  let i = start;
  for (; i + 3 < end; i += 4) {
    const a = logits[i];
    const b = logits[i + 1];
    const c = logits[i + 2];
    const d = logits[i + 3];
    if (a > best) best = a;
    if (b > best) best = b;
    if (c > best) best = c;
    if (d > best) best = d;
  }
  for (; i < end; i += 1) {
    const a = logits[i];
    if (a > best) best = a;
  }
  return best;
}
