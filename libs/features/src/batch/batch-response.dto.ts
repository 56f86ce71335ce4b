import type { ErrorCode } from '@muse/core/errors/muse-error.js';
import { type IdeaDto } from '../generation/idea.dto.js';

/** An item that failed, and why. */
export class BatchFailure {
  /** Place of the idea in the batch, from 0: prompt i has those from n x i on. */
  index: number;
  prompt: string;
  model: string;
  code: ErrorCode;
  detail: string;
}

/** How different the ideas of a batch are. */
export class DiversityDto {
  /** Ideas that are no near-duplicate of one that was finished before them. */
  distinct: number;
  /** Mean of the similarity of each two ideas, 0 to 1; null where there are no two. */
  mean_similarity: number | null;
  /** Places whose idea was written again because it was a near-duplicate: where `distinct` is wished. */
  rewritten: number;
}

/** What became of a batch. */
export class BatchResponse {
  /** The finished ideas, in the order of their prompts. */
  ideas: IdeaDto[];
  total_count: number;
  success_count: number;
  failed_count: number;
  /** Seconds. */
  total_time: number;
  /** total_time / success_count; 0 when nothing succeeded. */
  average_time: number;
  errors: BatchFailure[];
  diversity: DiversityDto;
}
