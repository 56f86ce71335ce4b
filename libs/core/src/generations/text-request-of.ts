import { randomInt } from 'node:crypto';
import type { TextRequest } from '../models/text-generation.js';
import type { PromptTemplateName } from '../prompts/prompt-template.js';
import { renderPrompt } from '../prompts/render-prompt.js';
import type { GenerationRequest } from './generation-request.js';
import { temperatureOf } from './temperature.js';

/** What a model is asked to write for a request: the temperature by its creativity and a seed by chance, where it names none. */
export function textRequestOf(request: GenerationRequest, template?: PromptTemplateName): TextRequest {
  const { creativityLevel, maxTokens, topP, topK } = request;
  const temperature = request.temperature ?? temperatureOf(creativityLevel);
  const seed = request.seed ?? randomInt(2 ** 32);
  return { prompt: renderPrompt(request, template), maxTokens, sampling: { temperature, topP, topK, seed } };
}
