import { type DynamicModule, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import { BatchJobRepository } from '@muse/core/batch-jobs/batch-job-repository.js';
import { ResumableRepository } from '@muse/core/generations/resumable-repository.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Counters } from '@muse/core/statistics/counters.js';
import { IdeaActivity } from '@muse/core/statistics/idea-activity.js';
import { UsageRepository } from '@muse/core/usage/usage-repository.js';
import type { DataSource } from 'typeorm';
import { databaseAt, type DatabasePlace } from './database.js';
import { TypeormBatchJobRepository } from './typeorm-batch-job-repository.js';
import { withStorageErrors } from './storage-errors.js';
import { TypeormCounters } from './typeorm-counters.js';
import { TypeormIdeaActivity } from './typeorm-idea-activity.js';
import { TypeormIdeaRepository } from './typeorm-idea-repository.js';
import { TypeormResumableRepository } from './typeorm-resumable-repository.js';
import { TypeormUsageRepository } from './typeorm-usage-repository.js';

/** The ports of libs/core, and what fills each. */
const repositories = [
  [IdeaRepository, TypeormIdeaRepository],
  [UsageRepository, TypeormUsageRepository],
  [Counters, TypeormCounters],
  [IdeaActivity, TypeormIdeaActivity],
  [BatchJobRepository, TypeormBatchJobRepository],
  [ResumableRepository, TypeormResumableRepository],
] as const;

/** Fills the repositories of libs/core. */
@Module({})
export class StorageModule {
  static at(place: DatabasePlace): DynamicModule {
    return {
      module: StorageModule,
      // A file that cannot be opened now will not open in three seconds either, and PostgreSQL was there a moment ago.
      imports: [TypeOrmModule.forRoot({ ...databaseAt(place), retryAttempts: 0 })],
      providers: repositories.map(([provide, Adapter]) => ({
        provide,
        inject: [getDataSourceToken()],
        useFactory: (dataSource: DataSource) => withStorageErrors(new Adapter(dataSource)),
      })),
      exports: repositories.map(([port]) => port),
    };
  }
}
