import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import type { Idea } from '@muse/core/ideas/idea.js';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { toGenerationRequest } from '../generation/to-generation-request.js';
import type { RefineRequest } from './refine-request.dto.js';

/**
 * A wish for a new idea from an old one, in the words of libs/core.
 * @param client whose it is, as `callerOf` names it
 */
export function toRefinement(request: RefineRequest, parent: Idea, client: string): GenerationRequest {
  const { prompt, category, language, id, title, content } = parent;
  const wish = Object.assign(new IdeaRequest(), request, { prompt, category, language });
  return {
    // The old prompt was checked when it came.
    ...toGenerationRequest(wish, 'single', client, { inputMaxLength: Infinity, maxCandidates: 0 }),
    refinement: { parent: { id, title, content }, instruction: request.instruction },
  };
}
