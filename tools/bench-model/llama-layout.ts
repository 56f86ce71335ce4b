import { blockSize, furthest } from './quantise.js';
import type { Matrix } from './random-weights.js';

/**
 * The rows of each head in the order that llama.cpp expects of queries and keys. Our graphs rotate value i of a head together
 * with value i + half; llama.cpp rotates neighbours: so those two become neighbours.
 */
export function rotateHalvesApart({ outputs, inputs, values }: Matrix, headSize: number): Matrix {
  const half = headSize / 2;
  const arranged = new Float32Array(values.length);
  for (let row = 0; row < outputs; row += 1) {
    const [head, place] = [Math.floor(row / headSize), row % headSize];
    const target = head * headSize + 2 * (place % half) + Math.floor(place / half);
    arranged.set(values.subarray(row * inputs, (row + 1) * inputs), target * inputs);
  }
  return { outputs, inputs, values: arranged };
}

/** Q8_0: for every 32 values a scale of 16 bits, then 32 signed bytes. */
export function quantiseForLlama(values: Float32Array): Uint8Array {
  const blocks = values.length / blockSize;
  const bytes = new Uint8Array(blocks * (blockSize + 2));
  const view = new DataView(bytes.buffer);
  for (let block = 0; block < blocks; block += 1) {
    const start = block * blockSize;
    const target = block * (blockSize + 2);
    const scale = Math.abs(furthest(values, start, blockSize)) / 127;
    view.setUint16(target, halfFloat(scale), true);
    for (let i = 0; i < blockSize; i += 1) {
      view.setInt8(target + 2 + i, scale === 0 ? 0 : Math.round(values[start + i] / scale));
    }
  }
  return bytes;
}

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** The bits of the 16-bit float next to a number that is not negative and not over 65504. */
export function halfFloat(value: number): number {
  single[0] = value;
  const exponent = (bits[0] >>> 23) - 127;
  // Below the smallest normal number, steps have one size.
  if (exponent < -14) return Math.round(value * 2 ** 24);
  const rounded = bits[0] + 0xfff + ((bits[0] >>> 13) & 1);
  return (rounded - (112 << 23)) >>> 13;
}
