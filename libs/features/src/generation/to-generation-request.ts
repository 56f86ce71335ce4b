import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import type { GenerationMethod } from '@muse/core/ideas/idea.js';
import { checkLength } from './check-length.js';
import type { GenerationSettings } from './generation-settings.js';
import type { IdeaRequest } from './idea-request.dto.js';
import { toEnsemble } from './to-ensemble.js';

/** What a request may not go beyond. */
export type RequestBounds = Pick<GenerationSettings, 'inputMaxLength' | 'maxCandidates'>;

/**
 * A valid request in the words of libs/core.
 * @param client whose it is, as `callerOf` names it
 * @throws MuseError `validation_failed` where the prompt has more than `inputMaxLength` characters (code points), or its ensemble is
 * none that may be.
 */
export function toGenerationRequest(
  request: IdeaRequest,
  method: GenerationMethod,
  client: string,
  bounds: RequestBounds,
): GenerationRequest {
  checkLength('prompt', request.prompt, bounds.inputMaxLength);
  const { ensemble, model } = request;
  return {
    method,
    client,
    prompt: request.prompt,
    category: request.category,
    creativityLevel: request.creativity_level,
    language: request.language,
    angle: request.angle,
    model,
    ensemble: ensemble && toEnsemble(ensemble, model === undefined ? undefined : 'model', bounds),
    maxTokens: request.max_tokens,
    temperature: request.temperature,
    topP: request.top_p,
    topK: request.top_k,
    seed: request.seed,
    cache: request.cache,
    onWorkerLoss: request.on_worker_loss,
  };
}
