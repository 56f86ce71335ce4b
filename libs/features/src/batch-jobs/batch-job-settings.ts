/** What the feature of durable batches needs to know; the application provides it. */
export abstract class BatchJobSettings {
  /** Items that one batch may have: prompts times models times `n`. */
  abstract readonly maxItems: number;
}
