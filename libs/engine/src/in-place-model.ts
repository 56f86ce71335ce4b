import type { Tensor } from 'onnxruntime-node';
import { CachedModel } from './cached-model.js';
import { columnOf, maskOf, scalar, tokensOf } from './graph-inputs.js';
import type { CacheView } from './kv-cache.js';

/**
 * A decoder graph with GroupQueryAttention and no position_ids. The cache is handed over as `past` and as `present` at once:
 * the graph writes each new key and value into its place, and rows of different length decode together, each behind its
 * own attention mask. A row's logits never depend on its neighbours.
 */
export class InPlaceModel extends CachedModel {
  override async extend(
    slot: number,
    tokenIds: Int32Array,
    start: number,
    end: number,
    wanted = 1,
  ): Promise<Float32Array> {
    const inputs = { input_ids: tokensOf(tokenIds, start, end), attention_mask: maskOf([end], end) };
    const given = await this.run(this.cache.view(slot, 1), inputs, 1, end - start, wanted);
    return this.logits.last(given, wanted);
  }

  override async decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    const rows = tokenIds.length;
    const grown = lengths.map((length) => length + 1);
    const inputs = { input_ids: columnOf(tokenIds), attention_mask: maskOf(grown, Math.max(...grown)) };
    await this.run(this.cache.view(0, rows), inputs, rows, 1, 1);
    return this.logits.last(rows, rows);
  }

  /** @returns the positions of a row that have got logits */
  private async run(
    { past, present }: CacheView,
    inputs: Record<string, Tensor>,
    rows: number,
    count: number,
    wanted: number,
  ): Promise<number> {
    const { takesLogitsToKeep } = this.cache.graph;
    const given = takesLogitsToKeep ? wanted : count;
    const feeds = { ...past, ...inputs };
    if (takesLogitsToKeep) feeds.num_logits_to_keep = scalar(wanted);
    await this.session.run(feeds, { ...present, logits: this.logits.tensor(rows, given) });
    return given;
  }
}
