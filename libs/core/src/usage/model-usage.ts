/** What is remembered of a model's use. */
export interface ModelUsage {
  model: string;
  /** Texts that it has finished. */
  usageCount: number;
  /** Seconds that it wrote, in all. */
  totalTime: number;
  lastUsed: Date;
}
