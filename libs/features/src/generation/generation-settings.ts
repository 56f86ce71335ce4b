/** What the features of generating need to know; the application provides it. */
export abstract class GenerationSettings {
  /** Characters a prompt may have. */
  abstract readonly inputMaxLength: number;
  /** Candidates that an ensemble may have. */
  abstract readonly maxCandidates: number;
  /** Characters a chunk of a stream holds at most. */
  abstract readonly chunkSize: number;
  /** Seconds a chunk may wait for more text. */
  abstract readonly chunkDelay: number;
}
