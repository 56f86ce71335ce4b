import { BatchJobRecord } from './batch-job-record.js';
import { CounterRecord } from './counter-record.js';
import { IdeaRecord } from './idea-record.js';
import { ItemOutcomeRecord } from './item-outcome-record.js';
import { CreateIdeas1764000000000 } from './migrations/1764000000000-create-ideas.js';
import { CountUse1764000100000 } from './migrations/1764000100000-count-use.js';
import { CreateBatchJobs1764000300000 } from './migrations/1764000300000-create-batch-jobs.js';
import { ResumeStreams1764000400000 } from './migrations/1764000400000-resume-streams.js';
import { FindIdeas1764000500000 } from './migrations/1764000500000-find-ideas.js';
import { CachePrompts1764000600000 } from './migrations/1764000600000-cache-prompts.js';
import { NumberOutcomes1764000700000 } from './migrations/1764000700000-number-outcomes.js';
import { NumberRetries1764000800000 } from './migrations/1764000800000-number-retries.js';
import { RefineIdeas1764000900000 } from './migrations/1764000900000-refine-ideas.js';
import { KeepCandidates1764001000000 } from './migrations/1764001000000-keep-candidates.js';
import { FindRatedEnsembles1764001100000 } from './migrations/1764001100000-find-rated-ensembles.js';
import { ModelUsageRecord } from './model-usage-record.js';
import { ResumableRecord } from './resumable-record.js';

/** The entities and migrations of both databases; a new table is one line in each list. */
export const schema = {
  entities: [IdeaRecord, ModelUsageRecord, CounterRecord, BatchJobRecord, ItemOutcomeRecord, ResumableRecord],
  migrations: [
    CreateIdeas1764000000000,
    CountUse1764000100000,
    CreateBatchJobs1764000300000,
    ResumeStreams1764000400000,
    FindIdeas1764000500000,
    CachePrompts1764000600000,
    NumberOutcomes1764000700000,
    NumberRetries1764000800000,
    RefineIdeas1764000900000,
    KeepCandidates1764001000000,
    FindRatedEnsembles1764001100000,
  ],
};
