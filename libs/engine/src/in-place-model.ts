import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { DecoderGraph } from './onnx-graph.js';
import { StepModel } from './step-model.js';

type Feeds = Record<string, Tensor>;

/** The cache of some rows, as the inputs and the outputs of the graph: the same tensors under two names. */
interface CacheView {
  past: Feeds;
  present: Feeds;
}

export interface InPlaceOptions {
  slots: number;
  contextLength: number;
  vocabularySize: number;
}

/** Positions by which the rows of the cache grow. */
const growth = 64;

/**
 * A decoder graph with GroupQueryAttention and no position_ids. One buffer per layer, [slots, kv heads, capacity, head size],
 * is handed over as `past` and as `present` at once: the graph writes each new key and value into its place, a slot is a
 * contiguous piece of the buffer, and rows of different length decode together, each behind its own attention mask. A
 * row's logits never depend on its neighbours.
 *
 * onnxruntime-node copies every output into a new array once more, the whole cache included. So the rows are only as long
 * as the longest text needs (the capacity), and are laid out anew when it outgrows them.
 */
export class InPlaceModel extends StepModel {
  override readonly slots: number;
  override readonly contextLength: number;
  override readonly vocabularySize: number;
  /** Room for every slot at full length; what was never used costs no memory. */
  private readonly buffers: Float32Array[];
  private readonly logits: Float32Array;
  private capacity = 0;
  /** Views of the rows 0 .. n - 1, by n, and of single rows, by slot; each is made once for a capacity. */
  private readonly batchViews = new Map<number, CacheView>();
  private readonly slotViews = new Map<number, CacheView>();
  /** The logits of the last position are all that sampling needs. */
  private readonly keepOne = new Tensor('int64', BigInt64Array.of(1n), []);

  constructor(
    private readonly session: InferenceSession,
    private readonly graph: DecoderGraph,
    { slots, contextLength, vocabularySize }: InPlaceOptions,
  ) {
    super();
    this.slots = slots;
    this.contextLength = contextLength;
    this.vocabularySize = vocabularySize;
    const size = slots * graph.kvHeads * contextLength * graph.headSize;
    this.buffers = Array.from({ length: 2 * graph.layers }, () => new Float32Array(size));
    this.logits = new Float32Array(slots * vocabularySize);
  }

  override async prefill(slot: number, tokenIds: Int32Array, start: number, end: number): Promise<Float32Array> {
    const count = end - start;
    // The first slot is filled only when nobody else holds one: the rows may be short again.
    if (slot === 0 && start === 0) this.setCapacity(0);
    this.ensureCapacity(end);
    const inputIds = BigInt64Array.from({ length: count }, (_, i) => BigInt(tokenIds[start + i]));
    const cache = remembered(this.slotViews, slot, () => this.view(slot, 1));
    const feeds: Feeds = {
      ...cache.past,
      input_ids: new Tensor('int64', inputIds, [1, count]),
      attention_mask: new Tensor('int64', new BigInt64Array(end).fill(1n), [1, end]),
    };
    if (this.graph.takesLogitsToKeep) return this.run(feeds, cache, slot, 1);
    const { logits } = await this.session.run(feeds, { ...cache.present, logits: null });
    return (logits.data as Float32Array).subarray((count - 1) * this.vocabularySize);
  }

  override async decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    const rows = tokenIds.length;
    const total = Math.max(...lengths) + 1;
    this.ensureCapacity(total);
    const mask = new BigInt64Array(rows * total);
    lengths.forEach((length, row) => mask.fill(1n, row * total, row * total + length + 1));
    const cache = remembered(this.batchViews, rows, () => this.view(0, rows));
    const feeds: Feeds = {
      ...cache.past,
      input_ids: new Tensor('int64', BigInt64Array.from(tokenIds, BigInt), [rows, 1]),
      attention_mask: new Tensor('int64', mask, [rows, total]),
    };
    return this.run(feeds, cache, 0, rows);
  }

  override move(from: number, to: number, length: number): void {
    const { kvHeads, headSize } = this.graph;
    for (const buffer of this.buffers) {
      for (let head = 0; head < kvHeads; head += 1) {
        const source = this.offsetOf(from, head);
        buffer.copyWithin(this.offsetOf(to, head), source, source + length * headSize);
      }
    }
  }

  /** Where the keys or values of one head of a slot begin. */
  private offsetOf(slot: number, head: number, capacity = this.capacity): number {
    return (slot * this.graph.kvHeads + head) * capacity * this.graph.headSize;
  }

  /** Makes the rows long enough for `length` positions, with a quarter to spare so that long texts seldom move. */
  private ensureCapacity(length: number): void {
    if (length <= this.capacity) return;
    const wanted = Math.ceil((length * 1.25) / growth) * growth;
    this.setCapacity(Math.min(this.contextLength, wanted));
  }

  /** Lays the rows out anew. From the last to the first: each moves up, over places that have been read already. */
  private setCapacity(capacity: number): void {
    const length = Math.min(this.capacity, capacity) * this.graph.headSize;
    for (const buffer of length === 0 ? [] : this.buffers) {
      for (let slot = this.slots - 1; slot >= 0; slot -= 1) {
        for (let head = this.graph.kvHeads - 1; head >= 0; head -= 1) {
          const source = this.offsetOf(slot, head);
          buffer.copyWithin(this.offsetOf(slot, head, capacity), source, source + length);
        }
      }
    }
    this.capacity = capacity;
    this.batchViews.clear();
    this.slotViews.clear();
  }

  /** Runs with one logits row for each of the slots from `first` on, written into our own buffer. */
  private async run(feeds: Feeds, { present }: CacheView, first: number, rows: number): Promise<Float32Array> {
    const { vocabularySize } = this;
    const logits = this.logits.subarray(first * vocabularySize, (first + rows) * vocabularySize);
    if (this.graph.takesLogitsToKeep) feeds.num_logits_to_keep = this.keepOne;
    logits[0] = Number.NaN;
    await this.session.run(feeds, { ...present, logits: new Tensor('float32', logits, [rows, 1, vocabularySize]) });
    // Tensors of another copy of onnxruntime would be ignored in silence, and our buffers would stay as they were.
    if (Number.isNaN(logits[0])) throw new Error('The session did not write into the given tensors.');
    return logits;
  }

  private view(first: number, rows: number): CacheView {
    const { kvHeads, headSize, layers } = this.graph;
    const [from, to] = [this.offsetOf(first, 0), this.offsetOf(first + rows, 0)];
    const view: CacheView = { past: {}, present: {} };
    for (let layer = 0; layer < layers; layer += 1) {
      ['key', 'value'].forEach((part, index) => {
        const data = this.buffers[2 * layer + index].subarray(from, to);
        const tensor = new Tensor('float32', data, [rows, kvHeads, this.capacity, headSize]);
        view.past[`past_key_values.${layer}.${part}`] = tensor;
        view.present[`present.${layer}.${part}`] = tensor;
      });
    }
    return view;
  }
}

function remembered<T>(known: Map<number, T>, key: number, make: () => T): T {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}
