/** Keys and values of some positions, taken out of a slot; only the cache that it came from can read it. */
export interface KvBlock {
  /** Positions. */
  readonly length: number;
  readonly bytes: number;
  readonly data: ArrayBufferView;
}

/** The KV cache of a model, in rows that are called slots. Nothing here may run within a step. */
export interface SlotCache {
  /** Makes the slots 0 .. rows - 1 long enough for `length` positions each; what they hold stays. */
  reserve(rows: number, length: number): void;

  /** Copies the first `length` positions of a slot to another one. */
  move(from: number, to: number, length: number): void;

  /** Copies the positions start .. end - 1 of a slot. */
  read(slot: number, start: number, end: number): KvBlock;

  /** Puts a block into a slot, from position `start` on. */
  write(slot: number, start: number, block: KvBlock): void;
}

/** The seam to onnxruntime: a model with slots of KV cache. One step at a time; the engine never overlaps two. */
export abstract class StepModel {
  /** Sequences that may have a slot at the same time. */
  abstract readonly slots: number;
  /** Tokens that fit into a slot. */
  abstract readonly contextLength: number;
  /** Tokens that fit into all slots together, each as long as the longest. */
  abstract readonly positions: number;
  abstract readonly vocabularySize: number;
  /** Left out by a model that keeps its only slot to itself. */
  abstract readonly cache?: SlotCache;

  /**
   * Reads tokenIds[start .. end) into a slot that holds the `start` tokens before them.
   * @param wanted the logits of this many last tokens are asked for
   * @returns [wanted x vocabularySize], valid until the next step
   */
  abstract extend(
    slot: number,
    tokenIds: Int32Array,
    start: number,
    end: number,
    wanted?: number,
  ): Promise<Float32Array>;

  /**
   * Appends one token to each of the slots 0 .. tokenIds.length - 1; `lengths` counts what each slot held before.
   * @returns the logits of all rows, [rows x vocabularySize], valid until the next step
   */
  abstract decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array>;
}
