import { type ModelWay, ModelWays } from './model-ways.js';
import type { LoadedModel } from './runner-messages.js';

/** What was found out about models while they ran; it stays when they are unloaded. */
export class ModelFindings extends ModelWays {
  private readonly ways = new Map<string, ModelWay>();
  private readonly peaks = new Map<string, number>();

  /** A process has loaded the model. */
  loaded(key: string, { batching, agreement, memory }: LoadedModel): void {
    this.ways.set(key, { batching, agreement });
    this.holds(key, memory);
  }

  /** A process holds so many bytes now. */
  holds(key: string, memory: number): void {
    this.peaks.set(key, Math.max(memory / 1e9, this.peaks.get(key) ?? 0));
  }

  override wayOf(key: string): ModelWay | undefined {
    return this.ways.get(key);
  }

  /** The most GB that a process with the model was seen to hold; undefined before it was loaded. */
  peakOf(key: string): number | undefined {
    return this.peaks.get(key);
  }
}
