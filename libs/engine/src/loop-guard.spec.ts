import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { longestCycle, LoopGuard, loopRounds, loopTokens } from './loop-guard.js';

/** How many tokens go in until the text loops; undefined where it never does. */
function endOf(tokens: readonly number[]): number | undefined {
  const guard = new LoopGuard();
  const at = tokens.findIndex((token) => guard.push(token));
  return at < 0 ? undefined : at + 1;
}

/** The same by the definition: the end of the text is one cycle, often enough and long enough. */
function endByDefinition(tokens: readonly number[]): number | undefined {
  for (let end = 1; end <= tokens.length; end += 1) {
    for (let period = 1; period <= longestCycle; period += 1) {
      const length = Math.max(loopTokens, loopRounds * period);
      const tail = tokens.slice(Math.max(0, end - length), end);
      if (tail.length === length && tail.every((token, i) => i < period || token === tail[i - period])) return end;
    }
  }
  return undefined;
}

describe('LoopGuard', () => {
  const cycle = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 40, size: 'max' });

  it('ends a text where the definition says', () => {
    const repeated = fc.tuple(
      fc.array(fc.nat({ max: 3 }), { maxLength: 50, size: 'max' }),
      fc
        .tuple(cycle, fc.integer({ min: 1, max: 80 }))
        .map(([one, times]) => new Array(times).fill(one).flat() as number[]),
      fc.array(fc.nat({ max: 3 }), { maxLength: 10 }),
    );
    fc.assert(
      fc.property(repeated, (parts) => {
        const tokens = parts.flat().slice(0, 300);
        expect(endOf(tokens)).toBe(endByDefinition(tokens));
      }),
    );
  });

  it.each([
    [1, 64],
    [2, 64],
    [7, 64],
    [16, 64],
    [17, 68],
    [32, 128],
  ])('ends a cycle of %i tokens after %i', (period, tokens) => {
    expect(endOf(Array.from({ length: 500 }, (_, i) => i % period))).toBe(tokens);
    expect(endOf(Array.from({ length: tokens - 1 }, (_, i) => i % period))).toBeUndefined();
  });

  it('does not see longer cycles', () => {
    expect(endOf(Array.from({ length: 1000 }, (_, i) => i % (longestCycle + 1)))).toBeUndefined();
  });

  it('is not deceived by a text that begins with the token 0', () => {
    expect(endOf(new Array<number>(63).fill(0))).toBeUndefined();
    expect(endOf(new Array<number>(64).fill(0))).toBe(64);
  });

  it('lets a cycle pass that is interrupted', () => {
    expect(endOf(Array.from({ length: 1000 }, (_, i) => (i % 60 === 59 ? 9 : i % 3)))).toBeUndefined();
  });

  it('leaves random texts alone, also of two tokens', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1 }), { minLength: 200, maxLength: 400, size: 'max' }), (tokens) => {
        expect(endOf(tokens)).toBe(endByDefinition(tokens));
      }),
      { numRuns: 20 },
    );
  });

  it.each(['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'docs/specification.md'])(
    'leaves %s alone, words and signs for tokens',
    (file) => {
      const text = readFileSync(join(__dirname, '../../..', file), 'utf8');
      const words = text.match(/\p{L}+|\p{N}+|[^\p{L}\p{N}]{1,4}/gu)!;
      const ids = new Map([...new Set(words)].map((word, id) => [word, id]));
      expect(endOf(words.map((word) => ids.get(word)!))).toBeUndefined();
    },
  );
});
