export type { CandidateState } from './candidate-state.js';
export { MuseContext, useMuse } from './muse-context.js';
export { type Failure, type IdeaStreamState, isRunning, toFailure } from './idea-stream-state.js';
export { type IdeaStream, useIdeaStream } from './use-idea-stream.js';
export type { BatchState, BatchStateItem } from './batch-state.js';
export { type Batch, useBatch } from './use-batch.js';
export { type BatchStream, useBatchStream } from './use-batch-stream.js';
export { type LiveModels, useModels } from './use-models.js';
export { type LiveStatistics, useStats } from './use-stats.js';
