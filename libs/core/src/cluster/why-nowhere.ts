import { reportsOf, type WorkerReport } from './worker-report.js';

/** Why no worker can load a model now, as a clause. */
export function whyNowhere(key: string, workers: readonly WorkerReport[]): string {
  if (workers.length === 0) return 'there is no worker';
  const installed = reportsOf(key, workers).filter(({ model }) => model.installed);
  if (installed.length === 0) return 'no worker has its files';
  const large = installed.filter(({ worker, model }) => model.neededGb <= worker.limitGb);
  if (large.length === 0) return 'it is too large for every worker';
  const rested = large.filter(({ model }) => !model.resting);
  if (rested.length > 0) return 'no worker has room for it beside what is in use';
  return `it could not be loaded a moment ago: ${large[0].model.error?.detail ?? 'its worker does not say why'}`;
}
