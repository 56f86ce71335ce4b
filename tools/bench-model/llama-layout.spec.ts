import { halfFloat, quantiseForLlama, rotateHalvesApart } from './llama-layout.js';

describe('the layout of llama.cpp', () => {
  it.each([
    [0, 0x0000],
    [1, 0x3c00],
    [0.5, 0x3800],
    [65504, 0x7bff],
    [0.1, 0x2e66],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [1 + 1 / 2048, 0x3c00],
    [1 + 3 / 2048, 0x3c02],
  ])('rounds %p to the half float %p', (value, bits) => {
    expect(halfFloat(value)).toBe(bits);
  });

  it('puts the two values that are rotated together beside each other', () => {
    const values = Float32Array.from([10, 11, 12, 13, 20, 21, 22, 23]);
    const { values: arranged } = rotateHalvesApart({ outputs: 8, inputs: 1, values }, 4);
    expect([...arranged]).toEqual([10, 12, 11, 13, 20, 22, 21, 23]);
  });

  it('gives each block of 32 values its scale', () => {
    const bytes = quantiseForLlama(Float32Array.from({ length: 64 }, (_, i) => (i < 32 ? i - 16 : 0)));
    const view = new DataView(bytes.buffer);
    expect(bytes).toHaveLength(68);
    expect(view.getUint16(0, true)).toBe(halfFloat(16 / 127));
    expect([view.getInt8(2), view.getInt8(33)]).toEqual([-127, Math.round((15 * 127) / 16)]);
    expect(bytes.subarray(34).every((byte) => byte === 0)).toBe(true);
  });
});
