import fc from 'fast-check';
import { Random } from './random.js';

const mask = 0xffff_ffffn;
const rotl = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (32n - bits))) & mask;

/** xoshiro128** and splitmix32 as their authors wrote them, in whole numbers without any 32-bit operator. */
function reference(seed: number, count: number): number[] {
  let state = BigInt(seed);
  const splitmix = (): bigint => {
    state = (state + 0x9e37_79b9n) & mask;
    let z = ((state ^ (state >> 16n)) * 0x21f0_aaadn) & mask;
    z = ((z ^ (z >> 15n)) * 0x735a_2d97n) & mask;
    return z ^ (z >> 15n);
  };
  const s = [splitmix(), splitmix(), splitmix(), splitmix()];
  return Array.from({ length: count }, () => {
    const result = (rotl((s[1] * 5n) & mask, 7n) * 9n) & mask;
    const t = (s[1] << 9n) & mask;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11n);
    return Number(result) / 2 ** 32;
  });
}

function numbers(seed: number, count: number): number[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.next());
}

describe('Random', () => {
  it.each([0, 1, 42, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])('is xoshiro128** for seed %i', (seed) => {
    expect(numbers(seed, 200)).toEqual(reference(seed, 200));
  });

  it('is xoshiro128** for any seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (seed) => {
        expect(numbers(seed, 8)).toEqual(reference(seed, 8));
      }),
    );
  });

  it('keeps its first numbers from release to release', () => {
    expect(numbers(1, 4).map((number) => number * 2 ** 32)).toMatchInlineSnapshot(`
      [
        393288148,
        2174103013,
        3814759091,
        2092745082,
      ]
    `);
  });

  it('stays within 0 and 1 and spreads evenly', () => {
    const buckets = new Array<number>(10).fill(0);
    for (const number of numbers(7, 10_000)) buckets[Math.floor(number * 10)] += 1;
    expect(buckets).toHaveLength(10);
    for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
