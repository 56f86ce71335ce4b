import { type ModelHistory, preloadStrategies, type PreloadStrategy, rank } from '../preloading/preload-strategy.js';
import { reportsOf, type WorkerReport } from './worker-report.js';

/** The models that some worker can load, the most wanted first. */
export function rankingOf(
  histories: readonly ModelHistory[],
  workers: readonly WorkerReport[],
  strategy: PreloadStrategy,
  now: Date,
): string[] {
  const known = histories.filter(({ model }) => reportsOf(model, workers).some((report) => report.model.installed));
  return rank(known, preloadStrategies[strategy], now);
}
