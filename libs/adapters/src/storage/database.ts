import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import libsql from 'libsql';
import type { DataSourceOptions } from 'typeorm';
import { BatchJobRecord } from './batch-job-record.js';
import { CounterRecord } from './counter-record.js';
import { IdeaRecord } from './idea-record.js';
import { ItemOutcomeRecord } from './item-outcome-record.js';
import { CreateIdeas1764000000000 } from './migrations/1764000000000-create-ideas.js';
import { CountUse1764000100000 } from './migrations/1764000100000-count-use.js';
import { CreateBatchJobs1764000300000 } from './migrations/1764000300000-create-batch-jobs.js';
import { ResumeStreams1764000400000 } from './migrations/1764000400000-resume-streams.js';
import { FindIdeas1764000500000 } from './migrations/1764000500000-find-ideas.js';
import { NumberOutcomes1764000600000 } from './migrations/1764000600000-number-outcomes.js';
import { ModelUsageRecord } from './model-usage-record.js';
import { ResumableRecord } from './resumable-record.js';

/** The entities and migrations of the database; a new table is one line in each list. */
const schema = {
  entities: [IdeaRecord, ModelUsageRecord, CounterRecord, BatchJobRecord, ItemOutcomeRecord, ResumableRecord],
  migrations: [
    CreateIdeas1764000000000,
    CountUse1764000100000,
    CreateBatchJobs1764000300000,
    ResumeStreams1764000400000,
    FindIdeas1764000500000,
    NumberOutcomes1764000600000,
  ],
};

/** Milliseconds that a write waits for another process that is writing. */
const busyTimeout = 5000;

/**
 * The embedded database: one file in `folder`, which is made where it is missing. Write-ahead logging with a sync at every
 * commit, so that what was answered survives a crash; migrations run in one transaction before the first query.
 */
export function embeddedDatabase(folder: string): DataSourceOptions {
  mkdirSync(folder, { recursive: true });
  return {
    type: 'better-sqlite3',
    // libsql speaks the interface of better-sqlite3 and comes prebuilt from npm.
    driver: libsql,
    database: join(folder, 'creative-muse.sqlite'),
    enableWAL: true,
    timeout: busyTimeout,
    migrationsRun: true,
    migrationsTransactionMode: 'all',
    ...schema,
  };
}
