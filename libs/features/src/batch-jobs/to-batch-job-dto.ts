import { type BatchJob, type ItemOutcome, itemAt, sizeOf } from '@muse/core/batch-jobs/batch-job.js';
import type { JobView } from '@muse/core/batch-jobs/batch-jobs.js';
import type { Idea } from '@muse/core/ideas/idea.js';
import { toIdeaDto } from '../generation/idea.dto.js';
import type { BatchItemDto, BatchJobSummary } from './batch-job.dto.js';

export function toSummary({ job, state, counts }: JobView): BatchJobSummary {
  return { id: job.id, state, counts: { ...counts }, created_at: job.createdAt.toISOString() };
}

/** The items from `offset` on, `limit` at most, as they are now. */
export function toItems(
  { job, running }: JobView,
  outcomes: readonly ItemOutcome[],
  ideas: ReadonlyMap<string, Idea>,
  { offset, limit }: { offset: number; limit: number },
): BatchItemDto[] {
  const byIndex = new Map(outcomes.map((outcome) => [outcome.index, outcome]));
  const count = Math.max(0, Math.min(limit, sizeOf(job) - offset));
  return Array.from({ length: count }, (_, i) => {
    const index = offset + i;
    const outcome = byIndex.get(index);
    if (outcome !== undefined) return toEndedItem(job, outcome, ideas);
    const state = job.status !== 'open' ? 'cancelled' : running.has(index) ? 'running' : 'waiting';
    return { ...itemAt(job, index), state };
  });
}

/** An item that has ended. */
export function toEndedItem(job: BatchJob, outcome: ItemOutcome, ideas: ReadonlyMap<string, Idea>): BatchItemDto {
  const item = itemAt(job, outcome.index);
  if (outcome.state === 'failed') {
    return { ...item, state: 'failed', error: { code: outcome.code, detail: outcome.detail } };
  }
  const idea = ideas.get(outcome.ideaId);
  return { ...item, state: 'done', idea: idea === undefined ? null : toIdeaDto(idea) };
}
