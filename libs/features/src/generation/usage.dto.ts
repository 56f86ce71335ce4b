import type { Usage } from '@muse/core/ideas/usage.js';

/** Tokens read and written. */
export class UsageDto {
  /** @example 27 */
  prompt_tokens: number;
  /** @example 96 */
  completion_tokens: number;
}

export function toUsageDto({ promptTokens, completionTokens }: Usage): UsageDto {
  return { prompt_tokens: promptTokens, completion_tokens: completionTokens };
}
