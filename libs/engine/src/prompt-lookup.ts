/** A guess is what followed the last time when the newest tokens, this many, were seen in this order. */
const longestMatch = 3;
const shortestMatch = 2;
/** Tokens of a guess. Reading several tokens in one step costs little more than one, up to a point. */
const longestGuess = 8;
const firstGuess = 4;
/** After so many guesses in a row that gave nothing, steps are skipped, twice as many each time. */
const longestPause = 64;

/**
 * Guesses how a text goes on from what stands in it already (prompt-lookup decoding, Saxena 2023): texts repeat names, and
 * rewrites repeat their prompt. The model reads a guess in one step, and only tokens that it would have chosen anyway are
 * kept, so that the text is the same with and without. How far a guess reaches follows how good the last ones were.
 */
export class PromptLookup {
  private reach = firstGuess;
  private pause = 0;
  private pausing = 0;

  /**
   * The tokens that may follow tokenIds[0 .. length), at most `room` of them; none where nothing repeats or guessing has not
   * been worth it lately.
   */
  guess(tokenIds: Int32Array, length: number, room: number): number[] {
    if (this.pausing > 0) {
      this.pausing -= 1;
      return [];
    }
    const count = Math.min(this.reach, room);
    if (count < 1) return [];
    for (let size = longestMatch; size >= shortestMatch; size -= 1) {
      const after = lastMatch(tokenIds, length, size);
      // Where the end is reached, it goes round: a text in a loop.
      if (after > 0) return Array.from({ length: count }, (_, i) => tokenIds[after + (i % (length - after))]);
    }
    return [];
  }

  /** So many tokens of a guess of `guessed` were right. */
  learn(guessed: number, right: number): void {
    if (right === guessed) this.reach = Math.min(longestGuess, this.reach + 2);
    else if (right < guessed / 2) this.reach = Math.max(2, this.reach - 2);
    this.pause = right > 0 ? 0 : Math.min(longestPause, Math.max(2, this.pause * 2));
    this.pausing = this.pause;
  }
}

/** Where the newest tokens stood before, or rather what followed them: its index, or 0 where they are new. */
function lastMatch(tokenIds: Int32Array, length: number, size: number): number {
  const newest = length - size;
  for (let start = newest - 1; start >= 0; start -= 1) {
    let same = 0;
    while (same < size && tokenIds[start + same] === tokenIds[newest + same]) same += 1;
    if (same === size) return start + size;
  }
  return 0;
}
