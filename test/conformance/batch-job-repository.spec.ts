import { TypeormBatchJobRepository } from '@muse/adapters/storage/typeorm-batch-job-repository.js';
import { newFolder, openDatabase } from '../support/databases.js';
import { MemoryBatchJobRepository } from '../support/fakes/memory-batch-job-repository.js';
import { batchJobRepositoryConformance } from './batch-job-repository.js';

batchJobRepositoryConformance('in memory', async () => new MemoryBatchJobRepository());
batchJobRepositoryConformance(
  'embedded database',
  async () => new TypeormBatchJobRepository(await openDatabase(newFolder())),
);
