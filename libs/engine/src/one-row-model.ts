import type { Tensor } from 'onnxruntime-node';
import { float16ToFloat32 } from './float16.js';
import { columnOf, maskOf, positionsOf, scalar, tokensOf } from './graph-inputs.js';
import { cacheTensor } from './kv-cache.js';
import type { DecoderGraph } from './onnx-graph.js';
import type { GraphSession } from './output-copies.js';
import { StepModel } from './step-model.js';

/**
 * Any decoder graph, one text at a time: the keys and values that a step puts out go into the next one, and nothing is ever
 * masked. Right for every graph, and what the others are measured against when a model is loaded.
 */
export class OneRowModel extends StepModel {
  override readonly slots = 1;
  override readonly cache = undefined;
  private past: Record<string, Tensor> = {};

  constructor(
    private readonly session: GraphSession,
    private readonly graph: DecoderGraph,
    override readonly contextLength: number,
    override readonly vocabularySize: number,
  ) {
    super();
  }

  override get positions(): number {
    return this.contextLength;
  }

  override async extend(
    _slot: number,
    tokenIds: Int32Array,
    start: number,
    end: number,
    wanted = 1,
  ): Promise<Float32Array> {
    const before = this.past;
    const logits = await this.run(tokensOf(tokenIds, start, end), start, end, wanted);
    if (logits.length === wanted * this.vocabularySize) return logits;
    this.past = before;
    return this.oneByOne(tokenIds, start, end, wanted);
  }

  override decode(tokenIds: readonly number[], [length]: readonly number[]): Promise<Float32Array> {
    return this.run(columnOf(tokenIds), length, length + 1, 1);
  }

  /** For graphs that give the logits of the last token alone: each token that they are wanted of is the last one once. */
  private async oneByOne(tokenIds: Int32Array, start: number, end: number, wanted: number): Promise<Float32Array> {
    const logits = new Float32Array(wanted * this.vocabularySize);
    for (let row = 0, from = start; row < wanted; row += 1) {
      const to = end - wanted + row + 1;
      logits.set(await this.run(tokensOf(tokenIds, from, to), from, to, 1), row * this.vocabularySize);
      from = to;
    }
    return logits;
  }

  private async run(inputIds: Tensor, start: number, end: number, wanted: number): Promise<Float32Array> {
    const { graph } = this;
    if (start === 0) this.past = emptyCache(graph);
    const feeds: Record<string, Tensor> = { ...this.past, input_ids: inputIds, attention_mask: maskOf([end], end) };
    if (graph.takesPositions) feeds.position_ids = positionsOf(start, end);
    if (graph.takesLogitsToKeep) feeds.num_logits_to_keep = scalar(wanted);
    const made = await this.session.runToNew(feeds);
    this.past = Object.fromEntries(graph.pastNames.map((name, index) => [name, made[graph.presentNames[index]]]));
    return lastRows(made.logits, wanted * this.vocabularySize);
  }
}

/** The last `size` logits, or as many as there are. */
function lastRows({ data }: Tensor, size: number): Float32Array {
  const last = (data as Float32Array | Uint16Array).subarray(-size);
  if (last instanceof Float32Array) return last;
  const logits = new Float32Array(last.length);
  float16ToFloat32(last, logits);
  return logits;
}

function emptyCache({ pastNames, kvHeads, headSize, cacheType }: DecoderGraph): Record<string, Tensor> {
  const nothing = cacheType === 'float16' ? new Uint16Array(0) : new Float32Array(0);
  return Object.fromEntries(pastNames.map((name) => [name, cacheTensor(nothing, [1, kvHeads, 0, headSize])]));
}
