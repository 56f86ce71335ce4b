import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { DecoderGraph } from './onnx-graph.js';
import { StepModel } from './step-model.js';

type Feeds = Record<string, Tensor>;

/**
 * Any other decoder graph, one text at a time: the keys and values that a step puts out go into the next one. Slower than
 * {@link InPlaceModel} for many readers, right for every graph.
 */
export class OneRowModel extends StepModel {
  override readonly slots = 1;
  private past: Feeds = {};

  constructor(
    private readonly session: InferenceSession,
    private readonly graph: DecoderGraph,
    override readonly contextLength: number,
    override readonly vocabularySize: number,
  ) {
    super();
  }

  override async prefill(_slot: number, tokenIds: Int32Array, start: number, end: number): Promise<Float32Array> {
    if (start === 0) this.past = this.emptyCache();
    return this.run(tokenIds.subarray(start, end), start);
  }

  override async decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    return this.run(tokenIds, lengths[0]);
  }

  override move(): void {
    throw new Error('There is one slot only.');
  }

  private async run(tokenIds: ArrayLike<number>, start: number): Promise<Float32Array> {
    const count = tokenIds.length;
    const end = start + count;
    const int64 = (length: number, value: (i: number) => number, dims: number[]): Tensor =>
      new Tensor(
        'int64',
        BigInt64Array.from({ length }, (_, i) => BigInt(value(i))),
        dims,
      );
    const feeds: Feeds = {
      ...this.past,
      input_ids: int64(count, (i) => tokenIds[i], [1, count]),
      attention_mask: int64(end, () => 1, [1, end]),
    };
    if (this.graph.takesPositions) feeds.position_ids = int64(count, (i) => start + i, [1, count]);
    if (this.graph.takesLogitsToKeep) feeds.num_logits_to_keep = int64(1, () => 1, []);
    const { logits, ...present } = await this.session.run(feeds);
    this.past = Object.fromEntries(
      Object.entries(present).map(([name, tensor]) => [name.replace('present', 'past_key_values'), tensor]),
    );
    return (logits.data as Float32Array).subarray((logits.dims[1] - 1) * this.vocabularySize);
  }

  private emptyCache(): Feeds {
    const { layers, kvHeads, headSize } = this.graph;
    const feeds: Feeds = {};
    for (let layer = 0; layer < layers; layer += 1) {
      for (const part of ['key', 'value']) {
        feeds[`past_key_values.${layer}.${part}`] = new Tensor('float32', new Float32Array(0), [
          1,
          kvHeads,
          0,
          headSize,
        ]);
      }
    }
    return feeds;
  }
}
