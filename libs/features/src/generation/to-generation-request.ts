import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import type { GenerationMethod } from '@muse/core/ideas/idea.js';
import { validationFailed } from '../http/validation.js';
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
  if ([...request.prompt].length > inputMaxLength) {
    const reason = `prompt must be shorter than or equal to ${inputMaxLength} characters`;
    throw validationFailed([{ path: 'prompt', reason }]);
  }
  return {
    method,
    client,
    prompt: request.prompt,
    category: request.category,
    creativityLevel: request.creativity_level,
    language: request.language,
    model: request.model,
    maxTokens: request.max_tokens,
    temperature: request.temperature,
    topP: request.top_p,
    topK: request.top_k,
    seed: request.seed,
    onWorkerLoss: request.on_worker_loss,
  };
}
