import type { ErrorCode } from '@muse/core/errors/muse-error.js';
import { type IdeaDto } from '../generation/idea.dto.js';

/** An item that failed, and why. */
export class BatchFailure {
  /** Place of the prompt in the request, from 0. */
  index: number;
  prompt: string;
  model: string;
  code: ErrorCode;
  detail: string;
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
}
