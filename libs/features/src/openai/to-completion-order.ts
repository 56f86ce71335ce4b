import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import type { CompletionRequest } from './completion-request.dto.js';
import { boundCharacters, type TextOrder, toTextOrder } from './text-order.js';

/** What OpenAI's API writes where a request names no limit. */
const defaultTokens = 16;

/**
 * The texts that a completion request asks for: each prompt is what the model reads, all of it a user's words.
 * @param seed where the request has none
 * @throws MuseError `validation_failed` where it asks for too much.
 */
export function toCompletionOrder(request: CompletionRequest, entry: CatalogEntry, seed: number): TextOrder {
  const prompts = [request.prompt].flat().map((prompt) => prompt.toWellFormed());
  boundCharacters('prompt', prompts, entry);
  const asked = {
    field: 'prompt',
    prompts: prompts.map((text) => ({ type: 'text', parts: [{ from: 'user', text }] }) as const),
    maxTokens: request.max_tokens ?? defaultTokens,
    logprobs: request.logprobs ?? undefined,
  } as const;
  return toTextOrder(request, asked, entry, seed);
}
