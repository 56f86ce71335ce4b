/** The seam to onnxruntime: a model with slots of KV cache. One step at a time; the engine never overlaps two. */
export abstract class StepModel {
  /** Sequences that fit into the KV cache. */
  abstract readonly slots: number;
  /** Tokens that fit into a slot. */
  abstract readonly contextLength: number;
  abstract readonly vocabularySize: number;

  /**
   * Reads tokenIds[start .. end) into a slot that holds the `start` tokens before them.
   * @returns the logits after the last of them, [vocabularySize], valid until the next step
   */
  abstract prefill(slot: number, tokenIds: Int32Array, start: number, end: number): Promise<Float32Array>;

  /**
   * Appends one token to each of the slots 0 .. tokenIds.length - 1; `lengths` counts what each slot held before.
   * @returns the logits of all rows, [rows x vocabularySize], valid until the next step
   */
  abstract decode(tokenIds: readonly number[], lengths: readonly number[]): Promise<Float32Array>;

  /** Copies the first `length` positions of a slot to another one. */
  abstract move(from: number, to: number, length: number): void;
}
