import type { TextNews } from './text-news.js';

/** How the tokens of the prompts came about. */
export class PromptTokensDetails {
  /** Known from earlier prompts, and not read again. */
  cached_tokens: number;
}

/** Tokens read and written, of all choices. */
export class OpenAiUsage {
  /** Each prompt counts once, however many choices it has. */
  prompt_tokens: number;
  completion_tokens: number;
  total_tokens: number;
  prompt_tokens_details: PromptTokensDetails;
}

/**
 * Adds up what the texts of an answer say of themselves.
 * @param n texts for each prompt
 */
export function usageOf(events: readonly TextNews[], n: number): OpenAiUsage {
  let [prompt, cached, completion] = [0, 0, 0];
  for (const { index, event } of events) {
    if (event.type === 'started' && index % n === 0) {
      prompt += event.promptTokens;
      cached += event.cachedTokens;
    }
    if (event.type === 'finished') completion += event.completionTokens;
  }
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: cached },
  };
}
