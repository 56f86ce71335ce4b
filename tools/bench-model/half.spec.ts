import { float16ToFloat32 } from '../../libs/engine/src/float16.js';
import { halvesOf } from './half.js';

function back(values: readonly number[]): number[] {
  const numbers = new Float32Array(values.length);
  float16ToFloat32(halvesOf(Float32Array.from(values)), numbers);
  return [...numbers];
}

describe('halvesOf', () => {
  it('gives every half number its own bits', () => {
    const bits = Uint16Array.from({ length: 65_536 }, (_, half) => half).filter((half) => (half & 0x7fff) <= 0x7c00);
    const numbers = new Float32Array(bits.length);
    float16ToFloat32(bits, numbers);
    expect(halvesOf(numbers).every((half, i) => half === bits[i])).toBe(true);
  });

  it('rounds to the nearest one, and ties to the even one', () => {
    expect(back([1 + 2 ** -11, 1 + 3 * 2 ** -11, 1 + 2 ** -11 + 2 ** -20])).toEqual([1, 1 + 2 ** -9, 1 + 2 ** -10]);
    expect(back([2047.5, 65_519, 65_520, -1e9, 2 ** -25, 2 ** -24 * 1.5])).toEqual([
      2048,
      65_504,
      Infinity,
      -Infinity,
      0,
      2 ** -23,
    ]);
  });
});
