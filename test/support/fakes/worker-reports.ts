import type { ModelReport, WorkerReport } from '@muse/core/cluster/worker-report.js';

/** A model that a worker could load; name what matters to the test. */
export function aModelReport(fields: Partial<ModelReport> = {}): ModelReport {
  return {
    key: 'muse-mini',
    installed: true,
    status: 'not_loaded',
    resting: false,
    memory: 0,
    neededGb: 1,
    together: 8,
    load: 0,
    silence: 0,
    dtype: 'q8',
    ...fields,
  };
}

/** What a worker without work says. */
export function aWorkerReport(fields: Partial<WorkerReport> = {}): WorkerReport {
  return {
    id: 'w1',
    limitGb: 8,
    models: [],
    live: [],
    preload: { hits: 0, coldStarts: 0, secondsSaved: 0 },
    ...fields,
  };
}
