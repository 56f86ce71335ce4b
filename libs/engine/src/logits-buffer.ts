import { float16ToFloat32 } from './float16.js';
import { type CacheData, cacheTensor } from './kv-cache.js';
import type { Tensor } from 'onnxruntime-node';

/** Memory that the graph writes its logits into; grows with the largest step. */
export class LogitsBuffer {
  private data: CacheData;
  private converted = new Float32Array(0);

  constructor(
    private readonly vocabularySize: number,
    private readonly type: 'float32' | 'float16',
  ) {
    this.data = this.newData(0);
  }

  /** The output of a step with `count` positions in each of `rows` rows. */
  tensor(rows: number, count: number): Tensor {
    const size = rows * count * this.vocabularySize;
    if (this.data.length < size) this.data = this.newData(size);
    const data = this.data.subarray(0, size);
    // Tensors of another copy of onnxruntime would be ignored in silence, and what was here before would stay.
    if (data instanceof Float32Array) data[size - 1] = Number.NaN;
    return cacheTensor(data, [rows, count, this.vocabularySize]);
  }

  /** What the last `wanted` of `positions` positions got, valid until the next step. */
  last(positions: number, wanted: number): Float32Array {
    const [from, to] = [(positions - wanted) * this.vocabularySize, positions * this.vocabularySize];
    const logits = this.data.subarray(from, to);
    if (logits instanceof Uint16Array) {
      if (this.converted.length < logits.length) this.converted = new Float32Array(logits.length);
      float16ToFloat32(logits, this.converted);
      return this.converted.subarray(0, logits.length);
    }
    if (Number.isNaN(logits[logits.length - 1])) throw new Error('The session did not write into the given tensors.');
    return logits;
  }

  private newData(size: number): CacheData {
    return this.type === 'float16' ? new Uint16Array(size) : new Float32Array(size);
  }
}
