import { MemoryJobLeases } from '@muse/core/batch-jobs/memory-job-leases.js';
import { jobLeasesConformance } from './job-leases.js';

describe('MemoryJobLeases', () => {
  jobLeasesConformance(async () => {
    const leases = new MemoryJobLeases();
    return [leases, leases];
  });
});
