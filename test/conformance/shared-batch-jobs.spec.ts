import { FakeJobLeases, FakeJobSignals } from '../support/fakes/fake-job-sharing.js';
import { MemoryBatchJobRepository } from '../support/fakes/memory-batch-job-repository.js';
import { MemoryIdeaRepository } from '../support/fakes/memory-idea-repository.js';
import { sharedBatchJobsConformance } from './shared-batch-jobs.js';

describe('Processes that share batch jobs', () => {
  sharedBatchJobsConformance(async () => {
    const [leases, signals] = [new FakeJobLeases(), new FakeJobSignals()];
    return {
      repository: new MemoryBatchJobRepository(),
      ideas: new MemoryIdeaRepository(),
      join: () => ({ leases, signals }),
      ready: async () => {},
      expire: async (client) => leases.expire(client),
    };
  });
});
