import type { ModelReport } from './worker-report.js';

/**
 * Whether a worker takes the jobs of a model: it has it, or it could not load it a moment ago and nobody else has it. Then who
 * waits hears why, instead of waiting for ever.
 */
export function takesJobs({ status, resting }: Pick<ModelReport, 'status' | 'resting'>, elsewhere: boolean): boolean {
  return status === 'loaded' || (status === 'error' && resting && !elsewhere);
}
