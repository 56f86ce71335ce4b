import type { Matrix } from './random-weights.js';

/** Inputs that share a scale. */
export const blockSize = 32;

export interface Quantised<Values> {
  values: Values;
  scales: Float32Array;
}

/**
 * As MatMulNBits and GatherBlockQuantized read it: unsigned numbers around 2^(bits - 1), a scale for every 32 inputs. The
 * value that is furthest from zero decides the scale and, whatever its sign, becomes the lowest number, which reaches
 * further than the highest. Two of four bits share a byte, the first in its lower half.
 */
export function quantiseBlocks({ outputs, inputs, values }: Matrix, bits: 4 | 8): Quantised<Uint8Array> {
  if (inputs % blockSize !== 0) throw new Error(`${inputs} inputs are no whole blocks of ${blockSize}.`);
  const middle = 2 ** (bits - 1);
  const blocks = (outputs * inputs) / blockSize;
  const scales = new Float32Array(blocks);
  const packed = new Uint8Array((outputs * inputs * bits) / 8);
  for (let block = 0; block < blocks; block += 1) {
    const start = block * blockSize;
    const scale = furthest(values, start, blockSize) / -middle;
    scales[block] = scale;
    for (let i = start; i < start + blockSize; i += 1) {
      const number = Math.min(2 * middle - 1, Math.max(0, Math.round(values[i] / (scale || 1)) + middle));
      if (bits === 8) packed[i] = number;
      else packed[i >> 1] |= i % 2 === 0 ? number : number << 4;
    }
  }
  return { values: packed, scales };
}

/** Signed bytes with a scale for every output. */
export function quantiseOutputs({ outputs, inputs, values }: Matrix): Quantised<Int8Array> {
  const scales = new Float32Array(outputs);
  const quantised = new Int8Array(outputs * inputs);
  for (let output = 0; output < outputs; output += 1) {
    const start = output * inputs;
    const scale = Math.abs(furthest(values, start, inputs)) / 127;
    scales[output] = scale;
    for (let i = start; i < start + inputs; i += 1) quantised[i] = Math.round(values[i] / (scale || 1));
  }
  return { values: quantised, scales };
}

/** The value of a range that is furthest from zero. */
export function furthest(values: Float32Array, start: number, length: number): number {
  let found = 0;
  for (let i = start; i < start + length; i += 1) if (Math.abs(values[i]) > Math.abs(found)) found = values[i];
  return found;
}

/** Rows become columns. */
export function transpose<Values extends Float32Array | Int8Array>(values: Values, rows: number): Values {
  const columns = values.length / rows;
  const result = values.slice() as Values;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) result[column * rows + row] = values[row * columns + column];
  }
  return result;
}
