import { type ModelReport, type WorkerReport, isHeld } from './worker-report.js';

/** GB of a worker that nobody takes; less than 0 where its models are larger than it expected. */
export function freeGb({ limitGb, models }: WorkerReport): number {
  return limitGb - models.filter(isHeld).reduce((sum, { neededGb }) => sum + neededGb, 0);
}

/** The worker when one of its models has been loaded or unloaded. */
export function withStatus(worker: WorkerReport, key: string, status: 'loading' | 'not_loaded'): WorkerReport {
  const models = worker.models.map((model) => (model.key === key ? { ...model, status, error: undefined } : model));
  return { ...worker, models };
}

/**
 * What has to go from a worker so that `needed` GB are free: the first of `candidates` until that is enough, and none of them
 * that could stay. Undefined where all together are not enough.
 */
export function evictionsFor(
  needed: number,
  worker: WorkerReport,
  candidates: readonly ModelReport[],
): ModelReport[] | undefined {
  let missing = needed - freeGb(worker);
  const going: ModelReport[] = [];
  for (const model of candidates) {
    if (missing <= 0) break;
    going.push(model);
    missing -= model.neededGb;
  }
  if (missing > 0) return undefined;
  // The last that came in may be so large that earlier ones can stay, those that are wanted more first.
  for (const model of [...going].reverse()) {
    if (missing + model.neededGb > 0) continue;
    missing += model.neededGb;
    going.splice(going.indexOf(model), 1);
  }
  return going;
}
