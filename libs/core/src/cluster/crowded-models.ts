import { reportsOf, type WorkerReport } from './worker-report.js';

/** Models whose jobs that wait are more than their instances write together, and how many instances those are. */
export function crowdedModels(
  queued: ReadonlyMap<string, number>,
  workers: readonly WorkerReport[],
): [model: string, instances: number][] {
  return [...queued].flatMap(([key, jobs]) => {
    const loaded = reportsOf(key, workers).filter(({ model }) => model.status === 'loaded');
    const together = loaded.reduce((sum, { model }) => sum + model.together, 0);
    return loaded.length > 0 && jobs > together ? [[key, loaded.length]] : [];
  });
}
