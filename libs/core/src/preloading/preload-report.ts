import type { PreloadDecision } from './plan-preload.js';
import { isNews, PreloadFigures, type ReportedDecision } from './preload-figures.js';

/** Decisions that are kept. */
const memory = 100;

/** What preloading did and what it was good for, counted from real requests since the service started. */
export class PreloadReport extends PreloadFigures {
  override hits = 0;
  override coldStarts = 0;
  override secondsSaved = 0;
  private readonly list: ReportedDecision[] = [];
  /** Models that were loaded ahead and that nobody has asked for yet. */
  private readonly ahead = new Set<string>();

  override get decisions(): readonly ReportedDecision[] {
    return this.list;
  }

  /** Notes a decision where it is news, and says whether it is. */
  decided(decision: PreloadDecision, at: Date): boolean {
    if (!isNews(decision, this.list)) return false;
    this.list.push({ ...decision, at });
    if (this.list.length > memory) this.list.shift();
    return true;
  }

  /** A model was loaded before anybody asked for it. */
  loadedAhead(model: string): void {
    this.ahead.add(model);
  }

  /** A request found its model warm or cold. The first warm one after a load ahead was saved that load. */
  found(model: string, warm: boolean, loadSeconds: number): void {
    if (warm) {
      this.hits += 1;
      if (this.ahead.has(model)) this.secondsSaved += loadSeconds;
    } else {
      this.coldStarts += 1;
    }
    this.ahead.delete(model);
  }
}
