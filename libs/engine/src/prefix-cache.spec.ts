import fc from 'fast-check';
import { PrefixCache } from './prefix-cache.js';
import type { KvBlock } from './step-model.js';

const bytesPerBlock = 16 * 4;

/** As a model would: what is kept of a position depends on all tokens up to it. */
function contentOf(tokens: Int32Array, start: number, end: number): Int32Array {
  let hash = 7;
  return Int32Array.from(tokens.subarray(0, end), (token) => (hash = Math.imul(hash ^ token, 16777619))).subarray(
    start,
  );
}

function keep(cache: PrefixCache, tokens: Int32Array): number[] {
  const read: number[] = [];
  cache.keep(tokens, tokens.length, (start, end): KvBlock => {
    read.push(start);
    const data = contentOf(tokens, start, end).slice();
    return { length: end - start, bytes: data.byteLength, data };
  });
  return read;
}

function found(cache: PrefixCache, tokens: Int32Array): number[] {
  return cache.find(tokens, tokens.length).flatMap(({ data }) => [...(data as Int32Array)]);
}

const numbers = (length: number, first = 0): Int32Array => Int32Array.from({ length }, (_, i) => first + i);
const prompts = fc
  .array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 90 })
  .map((bits) => Int32Array.from(bits));

describe('PrefixCache', () => {
  it('knows nothing at first', () => {
    expect(found(new PrefixCache(1e6), numbers(50))).toEqual([]);
  });

  it('finds the whole blocks that a prompt shares with earlier ones', () => {
    const cache = new PrefixCache(1e6);
    keep(cache, numbers(50));
    const other = Int32Array.of(...numbers(40), 99, 99, 99, 99, 99, 99, 99, 99, 99);
    expect(found(cache, other)).toEqual([...contentOf(other, 0, 32)]);
    expect(keep(cache, other)).toEqual([32]);
    expect(found(cache, other)).toEqual([...contentOf(other, 0, 32)]);
  });

  it.each([
    [17, 0],
    [18, 16],
    [33, 16],
    [34, 32],
  ])('leaves two tokens of %i to read, and so finds %i', (length, cached) => {
    const cache = new PrefixCache(1e6);
    keep(cache, numbers(length));
    expect(found(cache, numbers(length))).toHaveLength(cached);
  });

  it('counts what it was good for', () => {
    const cache = new PrefixCache(1e6);
    keep(cache, numbers(40));
    found(cache, numbers(40));
    found(cache, numbers(40, 7));
    expect(cache.statistics).toEqual({
      prompts: 2,
      hits: 1,
      promptTokens: 80,
      cachedTokens: 32,
      bytes: 2 * bytesPerBlock,
    });
  });

  it('forgets what was used the longest time ago', () => {
    const cache = new PrefixCache(4 * bytesPerBlock);
    const [a, b, c] = [numbers(34), numbers(34, 1000), numbers(34, 2000)];
    keep(cache, a);
    keep(cache, b);
    found(cache, a);
    keep(cache, c);
    expect([a, b, c].map((tokens) => found(cache, tokens).length)).toEqual([32, 0, 32]);
  });

  it('forgets the end of a text before its beginning', () => {
    const cache = new PrefixCache(3 * bytesPerBlock);
    keep(cache, numbers(34));
    keep(cache, numbers(34, 1000));
    expect(found(cache, numbers(34))).toEqual([...contentOf(numbers(34), 0, 16)]);
  });

  it('keeps nothing where it may not', () => {
    const cache = new PrefixCache(0);
    keep(cache, numbers(50));
    expect([found(cache, numbers(50)), cache.statistics.bytes]).toEqual([[], 0]);
  });

  it('answers exactly what was computed for the same tokens, and stays within its memory', () => {
    fc.assert(
      fc.property(fc.array(prompts, { maxLength: 25 }), fc.integer({ min: 0, max: 12 }), (all, blocks) => {
        const cache = new PrefixCache(blocks * bytesPerBlock);
        const kept: Int32Array[] = [];
        for (const tokens of all) {
          const got = found(cache, tokens);
          expect(got).toEqual([...contentOf(tokens, 0, got.length)]);
          // Nothing is found that nobody has kept, and never the last two tokens.
          const shared = Math.max(0, ...kept.map((other) => sharedLength(tokens, other)));
          expect(got.length).toBeLessThanOrEqual(Math.min(shared, tokens.length - 2 < 0 ? 0 : tokens.length - 2));
          keep(cache, tokens);
          kept.push(tokens);
          expect(cache.statistics.bytes).toBeLessThanOrEqual(blocks * bytesPerBlock);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function sharedLength(a: Int32Array, b: Int32Array): number {
  const end = a.findIndex((token, i) => token !== b[i]);
  return end < 0 ? a.length : end;
}
