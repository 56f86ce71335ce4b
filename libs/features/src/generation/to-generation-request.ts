import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import type { GenerationMethod } from '@muse/core/ideas/idea.js';
import { checkLength } from './check-length.js';
import type { IdeaRequest } from './idea-request.dto.js';

/**
 * A valid request in the words of libs/core.
 * @param client whose it is, as `callerOf` names it
 * @throws MuseError `validation_failed` where the prompt has more than `inputMaxLength` characters (code points).
 */
export function toGenerationRequest(
  request: IdeaRequest,
  method: GenerationMethod,
  client: string,
  inputMaxLength: number,
): GenerationRequest {
  checkLength('prompt', request.prompt, inputMaxLength);
  return {
    method,
    client,
    prompt: request.prompt,
    category: request.category,
    creativityLevel: request.creativity_level,
    language: request.language,
    angle: request.angle,
    model: request.model,
    maxTokens: request.max_tokens,
    temperature: request.temperature,
    topP: request.top_p,
    topK: request.top_k,
    seed: request.seed,
    cache: request.cache,
    onWorkerLoss: request.on_worker_loss,
  };
}
