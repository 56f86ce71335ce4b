import { Tensor } from 'onnxruntime-node';
import type { DecoderGraph } from './onnx-graph.js';
import type { KvBlock, SlotCache } from './step-model.js';

/** Numbers of the cache: float32, or the bits of float16. */
export type CacheData = Float32Array | Uint16Array;

/** Positions by which the rows grow. */
const growth = 64;

/** Keys and values of some positions: [layers x 2, kv heads, positions, head size]. */
interface CopiedPositions extends KvBlock {
  readonly data: CacheData;
}

/** Some rows as inputs and as outputs of the graph: the same tensors under two names. */
export interface CacheView {
  past: Record<string, Tensor>;
  present: Record<string, Tensor>;
}

export interface KvCacheOptions {
  /** Sequences that may have a row at the same time. */
  slots: number;
  /** Positions that a row may have. */
  contextLength: number;
  /** Positions that all rows together may have; at least `contextLength`. */
  positions: number;
}

/**
 * The keys and values of all sequences: a buffer per layer and kind, [slots, kv heads, capacity, head size], of which the
 * slots 0 .. n - 1 are a contiguous piece, whatever n is. The capacity of the rows follows the longest text, so that many
 * short texts or a few long ones fit into the same memory.
 */
export class KvCache implements SlotCache {
  readonly slots: number;
  readonly contextLength: number;
  readonly positions: number;
  /** Keys and values in turn, layer by layer. What was never written costs no memory. */
  readonly buffers: readonly CacheData[];
  private rowLength = 0;
  private readonly views = new Map<number, CacheView>();

  constructor(
    readonly graph: DecoderGraph,
    { slots, contextLength, positions }: KvCacheOptions,
  ) {
    this.slots = slots;
    this.contextLength = contextLength;
    this.positions = Math.max(contextLength, Math.min(positions, slots * contextLength));
    const size = this.positions * graph.kvHeads * graph.headSize;
    this.buffers = Array.from({ length: 2 * graph.layers }, () => this.newData(size));
  }

  /** Positions that each row has room for now. */
  get capacity(): number {
    return this.rowLength;
  }

  /** Makes the rows 0 .. rows - 1 long enough for `length` positions; what they hold stays. */
  reserve(rows: number, length: number): void {
    const wanted = Math.min(this.contextLength, Math.ceil((length * 1.25) / growth) * growth);
    const isTooLong = this.rowLength * rows > this.positions || this.rowLength > 2 * wanted;
    if (length <= this.rowLength && !isTooLong) return;
    this.layOut(rows, Math.min(wanted, Math.floor(this.positions / rows)));
  }

  move(from: number, to: number, length: number): void {
    const { kvHeads, headSize } = this.graph;
    for (const buffer of this.buffers) {
      for (let head = 0; head < kvHeads; head += 1) {
        const source = this.offsetOf(from, head);
        buffer.copyWithin(this.offsetOf(to, head), source, source + length * headSize);
      }
    }
  }

  read(slot: number, start: number, end: number): CopiedPositions {
    const { kvHeads, headSize } = this.graph;
    const size = (end - start) * headSize;
    const data = this.newData(this.buffers.length * kvHeads * size);
    this.buffers.forEach((buffer, index) => {
      for (let head = 0; head < kvHeads; head += 1) {
        const source = this.offsetOf(slot, head) + start * headSize;
        data.set(buffer.subarray(source, source + size), (index * kvHeads + head) * size);
      }
    });
    return { length: end - start, bytes: data.byteLength, data };
  }

  write(slot: number, start: number, { length, data }: CopiedPositions): void {
    const { kvHeads, headSize } = this.graph;
    const size = length * headSize;
    this.buffers.forEach((buffer, index) => {
      for (let head = 0; head < kvHeads; head += 1) {
        const source = (index * kvHeads + head) * size;
        buffer.set(data.subarray(source, source + size), this.offsetOf(slot, head) + start * headSize);
      }
    });
  }

  /** Where the keys or values of one head of a slot begin. */
  offsetOf(slot: number, head: number, capacity = this.rowLength): number {
    return (slot * this.graph.kvHeads + head) * capacity * this.graph.headSize;
  }

  /** The rows `first` .. first + rows - 1; made once for a capacity. */
  view(first: number, rows: number): CacheView {
    const key = first * (this.slots + 1) + rows;
    let view = this.views.get(key);
    if (view === undefined) this.views.set(key, (view = this.viewOf(first, rows)));
    return view;
  }

  newData(size: number): CacheData {
    return this.graph.cacheType === 'float16' ? new Uint16Array(size) : new Float32Array(size);
  }

  private viewOf(first: number, rows: number): CacheView {
    const { kvHeads, headSize, pastNames, presentNames } = this.graph;
    const [from, to] = [this.offsetOf(first, 0), this.offsetOf(first + rows, 0)];
    const view: CacheView = { past: {}, present: {} };
    this.buffers.forEach((buffer, index) => {
      const tensor = cacheTensor(buffer.subarray(from, to), [rows, kvHeads, this.rowLength, headSize]);
      view.past[pastNames[index]] = tensor;
      view.present[presentNames[index]] = tensor;
    });
    return view;
  }

  /** Gives the rows another length. A row never lands on one that has not been copied yet: longer rows from the end. */
  private layOut(rows: number, capacity: number): void {
    if (capacity === this.rowLength) return;
    const kept = Math.min(this.rowLength, capacity) * this.graph.headSize;
    const count = kept === 0 ? 0 : rows * this.graph.kvHeads;
    for (const buffer of this.buffers) {
      for (let i = 0; i < count; i += 1) {
        const row = capacity > this.rowLength ? count - 1 - i : i;
        const source = this.offsetOf(0, row);
        buffer.copyWithin(this.offsetOf(0, row, capacity), source, source + kept);
      }
    }
    this.rowLength = capacity;
    this.views.clear();
  }
}

/** A tensor over data that stays ours. */
export function cacheTensor(data: CacheData, dims: readonly number[]): Tensor {
  return data instanceof Uint16Array ? new Tensor('float16', data, dims) : new Tensor('float32', data, dims);
}
