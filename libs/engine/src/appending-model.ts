import type { Tensor } from 'onnxruntime-node';
import { CachedModel } from './cached-model.js';
import { columnOf, maskOf, positionsOf, scalar, tokensOf } from './graph-inputs.js';
import { type CacheData, cacheTensor } from './kv-cache.js';

/**
 * A decoder graph with attention mask and position_ids, which puts out its whole cache with the new keys and values
 * appended. Rows of different length go in as long as the longest, with what is behind a row's text masked; the new
 * positions come out behind all of them, and are put where they belong. Attention does not mind the order of the keys: their
 * places are in position_ids.
 */
export class AppendingModel extends CachedModel {
  /** What the graph puts out: the cache of a step, with the new positions at the end of each row. */
  private present: CacheData[] = this.cache.buffers.map(() => this.cache.newData(0));

  override async extend(
    slot: number,
    tokenIds: Int32Array,
    start: number,
    end: number,
    wanted = 1,
  ): Promise<Float32Array> {
    const count = end - start;
    const inputs = { input_ids: tokensOf(tokenIds, start, end), position_ids: positionsOf(start, end) };
    return this.logits.last(await this.run(slot, [start], count, inputs, wanted), wanted);
  }

  override async decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    const inputs = { input_ids: columnOf(tokenIds), position_ids: columnOf(lengths) };
    await this.run(0, lengths, 1, inputs, 1);
    return this.logits.last(tokenIds.length, tokenIds.length);
  }

  /** @returns the positions of a row that have got logits */
  private async run(
    first: number,
    lengths: readonly number[],
    count: number,
    inputs: { input_ids: Tensor; position_ids: Tensor },
    wanted: number,
  ): Promise<number> {
    const { capacity, graph } = this.cache;
    const rows = lengths.length;
    const given = graph.takesLogitsToKeep ? wanted : count;
    const feeds: Record<string, Tensor> = {
      ...this.cache.view(first, rows).past,
      input_ids: inputs.input_ids,
      attention_mask: maskOf(lengths, capacity, count),
    };
    if (graph.takesPositions) feeds.position_ids = inputs.position_ids;
    if (graph.takesLogitsToKeep) feeds.num_logits_to_keep = scalar(wanted);
    await this.session.run(feeds, { ...this.outputs(rows, capacity + count), logits: this.logits.tensor(rows, given) });
    lengths.forEach((length, row) => this.keep(row, first + row, length, count));
    return given;
  }

  private outputs(rows: number, length: number): Record<string, Tensor> {
    const { kvHeads, headSize, presentNames } = this.cache.graph;
    const size = rows * kvHeads * length * headSize;
    if (this.present[0].length < size) this.present = this.present.map(() => this.cache.newData(size));
    return Object.fromEntries(
      this.present.map((data, index) => [
        presentNames[index],
        cacheTensor(data.subarray(0, size), [rows, kvHeads, length, headSize]),
      ]),
    );
  }

  /** Puts the appended positions of an output row where the text of its slot ends. */
  private keep(row: number, slot: number, length: number, count: number): void {
    const { capacity, buffers } = this.cache;
    const { kvHeads, headSize } = this.cache.graph;
    buffers.forEach((buffer, index) => {
      for (let head = 0; head < kvHeads; head += 1) {
        const source = ((row * kvHeads + head) * (capacity + count) + capacity) * headSize;
        const target = this.cache.offsetOf(slot, head) + length * headSize;
        buffer.set(this.present[index].subarray(source, source + count * headSize), target);
      }
    });
  }
}
