/** Times its usual size that a chunk has at most. */
const most = 16;

/**
 * How many times its usual size a chunk may have whose text waited for its reader: once more for every `delay` that it waited,
 * both in milliseconds, 16 at most. A reader that keeps up gets chunks of the usual size.
 */
export function chunkGrowth(waited: number, delay: number): number {
  return waited <= 0 ? 1 : Math.min(most, 1 + Math.floor(waited / delay));
}
