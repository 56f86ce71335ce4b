/**
 * How often each of a few tokens was seen: the memory is for the tokens of one text, not for the vocabulary, and is all made
 * at the beginning. An open hash table finds a token's place in a dense list that can be walked.
 */
export class TokenCounts {
  /** The tokens in the order in which they were first seen; the first `size` are valid. */
  readonly ids: Int32Array;
  /** How often ids[i] was counted. */
  readonly counts: Int32Array;
  size = 0;
  /** Place in `ids` plus one; 0 is free. At most half of it is taken, so that a search is short. */
  private readonly table: Int32Array;
  private readonly shift: number;

  /** @param capacity Different tokens that will be seen at most. */
  constructor(capacity: number) {
    this.ids = new Int32Array(capacity);
    this.counts = new Int32Array(capacity);
    const bits = Math.ceil(Math.log2(Math.max(capacity, 1))) + 1;
    this.table = new Int32Array(2 ** bits);
    this.shift = 32 - bits;
  }

  /** Counts a token `by` times; 0 only puts it on the list. */
  add(tokenId: number, by: number): void {
    const mask = this.table.length - 1;
    // Fibonacci hashing: ids that lie side by side land far apart.
    let slot = Math.imul(tokenId, 0x9e3779b1) >>> this.shift;
    while (this.table[slot] !== 0 && this.ids[this.table[slot] - 1] !== tokenId) slot = (slot + 1) & mask;
    if (this.table[slot] === 0) {
      this.ids[this.size] = tokenId;
      this.size += 1;
      this.table[slot] = this.size;
    }
    this.counts[this.table[slot] - 1] += by;
  }
}
