import { float16ToFloat32 } from './float16.js';

describe('float16ToFloat32', () => {
  it.each([
    [0x0000, 0],
    [0x8000, -0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, Number.NaN],
  ])('reads %i as %d', (bits, value) => {
    const into = new Float32Array(1);
    float16ToFloat32(Uint16Array.of(bits), into);
    expect(into[0]).toBe(value);
  });
});
