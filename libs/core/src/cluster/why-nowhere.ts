import { MuseError } from '../errors/muse-error.js';
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

/** The same as the failure of whoever needs the model. */
export function nowhere(key: string, workers: readonly WorkerReport[]): MuseError {
  const reports = reportsOf(key, workers).filter(({ model }) => model.installed);
  const detail = `The model ${key} cannot be loaded: ${whyNowhere(key, workers)}.`;
  if (workers.length === 0) return new MuseError('no_worker', detail);
  if (reports.length === 0) return new MuseError('model_not_downloaded', detail);
  const failure = reports.find(({ model }) => model.resting)?.model.error;
  return failure === undefined ? new MuseError('out_of_memory', detail) : new MuseError(failure.code, failure.detail);
}
