/** The longest cycle that is looked for, in tokens: a sentence or two. */
export const longestCycle = 32;
/** A text loops when a cycle has filled this many tokens ... */
export const loopTokens = 64;
/** ... and has come this many times in a row. */
export const loopRounds = 4;

/**
 * Notices when a text has run into a loop, as small models do: the same few tokens again and again, until the limit. A refrain,
 * a ruled line or a table is no loop: it would have to fill 64 tokens and come four times, without a token between.
 *
 * For every period p up to 32 it counts for how many tokens in a row each was the same as p tokens before: 32 comparisons for a
 * token, and no memory beyond two small arrays.
 */
export class LoopGuard {
  /** The last tokens; the token at position n is at n % longestCycle. */
  private readonly recent = new Int32Array(longestCycle).fill(-1);
  /** runs[p]: how many of the last tokens, in a row, were the same as p tokens before. */
  private readonly runs = new Int32Array(longestCycle + 1);
  private position = 0;

  /** Takes the next token; whether the text loops with it. */
  push(tokenId: number): boolean {
    const { recent, runs, position } = this;
    let loops = false;
    for (let period = 1; period <= longestCycle; period += 1) {
      const before = recent[(position - period + longestCycle) % longestCycle];
      runs[period] = before === tokenId ? runs[period] + 1 : 0;
      // The first round was not the same as anything before it.
      const length = runs[period] + period;
      loops ||= runs[period] > 0 && length >= loopTokens && length >= loopRounds * period;
    }
    recent[position % longestCycle] = tokenId;
    this.position = (position + 1) % longestCycle;
    return loops;
  }
}
