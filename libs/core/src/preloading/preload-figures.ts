import type { PreloadDecision } from './plan-preload.js';

/** A decision, and when it was taken. */
export interface ReportedDecision extends PreloadDecision {
  at: Date;
}

/** What preloading did and what it was good for, counted from real requests. */
export abstract class PreloadFigures {
  /** Requests that found their model loaded. */
  abstract readonly hits: number;
  /** Requests that had to wait for it. */
  abstract readonly coldStarts: number;
  /** Seconds of loading that nobody had to wait for, because the model had been loaded ahead. */
  abstract readonly secondsSaved: number;
  /** The latest decisions, the newest last. */
  abstract readonly decisions: readonly ReportedDecision[];
}

/** Whether a decision is news after those before: a model that is kept or skipped once more for the same reason is none. */
export function isNews(decision: PreloadDecision, before: readonly PreloadDecision[]): boolean {
  if (decision.action === 'load' || decision.action === 'evict') return true;
  const last = before.findLast(({ model }) => model === decision.model);
  return last?.action !== decision.action || last.reason !== decision.reason;
}
