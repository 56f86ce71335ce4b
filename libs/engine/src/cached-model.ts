import type { KvCache } from './kv-cache.js';
import { LogitsBuffer } from './logits-buffer.js';
import type { GraphSession } from './output-copies.js';
import { StepModel } from './step-model.js';

/** A graph whose rows stand in a {@link KvCache} of ours. */
export abstract class CachedModel extends StepModel {
  protected readonly logits: LogitsBuffer;

  constructor(
    protected readonly session: GraphSession,
    override readonly cache: KvCache,
    override readonly vocabularySize: number,
  ) {
    super();
    this.logits = new LogitsBuffer(vocabularySize, cache.graph.logitsType);
  }

  override get slots(): number {
    return this.cache.slots;
  }

  override get contextLength(): number {
    return this.cache.contextLength;
  }

  override get positions(): number {
    return this.cache.positions;
  }
}
