import type { BatchEvent } from '@muse/core/batch/batch-event.js';
import type { BatchDiversity, DiversityFigures } from '@muse/core/diversity/batch-diversity.js';
import { type IdeaDto, toIdeaDto } from '../generation/idea.dto.js';
import type { BatchFailure, BatchResponse, DiversityDto } from './batch-response.dto.js';

/** How far a batch is. */
export interface BatchProgress {
  done: number;
  failed: number;
  total: number;
  /** 0 to 1; 1 exactly when every item has ended. */
  progress: number;
}

/** Adds up what happens in a batch. */
export class BatchSummary {
  private readonly ideas = new Map<number, IdeaDto>();
  private readonly failures = new Map<number, BatchFailure>();

  /** @param diversity is given the ideas by the batch itself */
  constructor(
    private readonly total: number,
    private readonly diversity: BatchDiversity,
  ) {}

  /** Takes an event; says whether it ended an item. */
  add(happened: BatchEvent): boolean {
    const { index, prompt, model } = happened.item;
    if ('failure' in happened) {
      const { code, detail } = happened.failure;
      this.failures.set(index, { index, prompt, model, code, detail });
      return true;
    }
    if (happened.event.type !== 'complete') return false;
    this.ideas.set(index, toIdeaDto(happened.event.idea));
    return true;
  }

  progress(): BatchProgress {
    const [done, failed] = [this.ideas.size, this.failures.size];
    return { done, failed, total: this.total, progress: (done + failed) / this.total };
  }

  response(seconds: number): BatchResponse {
    const success = this.ideas.size;
    return {
      ideas: inOrder(this.ideas),
      total_count: this.total,
      success_count: success,
      failed_count: this.failures.size,
      total_time: seconds,
      average_time: success === 0 ? 0 : seconds / success,
      errors: inOrder(this.failures),
      diversity: toDiversityDto(this.diversity.figures),
    };
  }
}

function toDiversityDto({ distinct, pairs, similarity, rewritten }: DiversityFigures): DiversityDto {
  return { distinct, mean_similarity: pairs === 0 ? null : similarity / pairs, rewritten };
}

function inOrder<T>(byIndex: ReadonlyMap<number, T>): T[] {
  return [...byIndex].sort(([a], [b]) => a - b).map(([, value]) => value);
}
