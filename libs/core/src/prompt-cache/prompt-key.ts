import { createHash } from 'node:crypto';
import type { GenerationRequest } from '../generations/generation-request.js';
import { textRequestOf } from '../generations/text-request-of.js';
import type { ModelState } from '../models/models.js';

/** Whether a request may be answered with a text of before: it does not mind, and chance has no part in the text. */
export function isRepeatable({ cache = true, seed, temperature }: GenerationRequest): boolean {
  return cache && (seed !== undefined || temperature === 0);
}

/** The name of the text that a model writes for a repeatable request: a hash of all that it is told, and of which model it is. */
export function promptKey(request: GenerationRequest, { entry, dtype }: Pick<ModelState, 'entry' | 'dtype'>): string {
  const { prompt, maxTokens, sampling } = textRequestOf(request, entry.promptTemplate);
  const { key, source, device } = entry;
  const model = [key, source?.repository, source?.revision, dtype, device];
  // The likeliest token does not depend on the seed.
  const seed = sampling.temperature === 0 ? 0 : sampling.seed;
  const decides = [model, prompt, maxTokens, { ...sampling, seed }];
  return createHash('sha256').update(JSON.stringify(decides)).digest('base64url');
}
