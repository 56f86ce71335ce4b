import type { PreloadDecision } from './plan-preload.js';

/** A decision, and when it was taken. */
export interface ReportedDecision extends PreloadDecision {
  at: Date;
}

/** Decisions that are kept. */
const memory = 100;

/** What preloading did and what it was good for, counted from real requests since the service started. */
export class PreloadReport {
  hits = 0;
  coldStarts = 0;
  secondsSaved = 0;
  private readonly list: ReportedDecision[] = [];
  /** Models that were loaded ahead and that nobody has asked for yet. */
  private readonly ahead = new Set<string>();

  /** The latest decisions, the newest last. */
  get decisions(): readonly ReportedDecision[] {
    return this.list;
  }

  /** Notes a decision; says whether it is news: a model that is kept or skipped once more for the same reason is none. */
  decided(decision: PreloadDecision, at: Date): boolean {
    const last = this.list.findLast(({ model }) => model === decision.model);
    const happened = decision.action === 'load' || decision.action === 'evict';
    if (!happened && last?.action === decision.action && last.reason === decision.reason) return false;
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
