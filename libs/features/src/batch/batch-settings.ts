/** What the batch feature needs to know; the application provides it. */
export abstract class BatchSettings {
  /** Prompts that a batch may have. */
  abstract readonly maxPrompts: number;
}
