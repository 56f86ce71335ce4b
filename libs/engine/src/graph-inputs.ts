import { Tensor } from 'onnxruntime-node';

/** The tokens start .. end - 1 of a text as one row. */
export function tokensOf(tokenIds: Int32Array, start: number, end: number): Tensor {
  return int64(
    BigInt64Array.from({ length: end - start }, (_, i) => BigInt(tokenIds[start + i])),
    [1, end - start],
  );
}

/** One token in each row. */
export function columnOf(values: readonly number[]): Tensor {
  return int64(BigInt64Array.from(values, BigInt), [values.length, 1]);
}

/** The positions start .. end - 1 as one row. */
export function positionsOf(start: number, end: number): Tensor {
  return int64(
    BigInt64Array.from({ length: end - start }, (_, i) => BigInt(start + i)),
    [1, end - start],
  );
}

/** A row for each length: ones up to it, zeros up to `width`, and then `appended` ones. */
export function maskOf(lengths: readonly number[], width: number, appended = 0): Tensor {
  const columns = width + appended;
  const mask = new BigInt64Array(lengths.length * columns);
  lengths.forEach((length, row) => {
    mask.fill(1n, row * columns, row * columns + length);
    mask.fill(1n, row * columns + width, (row + 1) * columns);
  });
  return int64(mask, [lengths.length, columns]);
}

/** A number without dimensions. */
export function scalar(value: number): Tensor {
  return int64(BigInt64Array.of(BigInt(value)), []);
}

function int64(data: BigInt64Array, dims: readonly number[]): Tensor {
  return new Tensor('int64', data, dims);
}
