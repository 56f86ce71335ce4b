import { randomInt } from 'node:crypto';
import type { GenerationRequest } from '../generations/generation-request.js';
import { textRequestOf } from '../generations/text-request-of.js';
import { followsInstructions } from '../prompts/prompt-template.js';
import { CandidateDraft } from './candidate-draft.js';
import type { EnsembleRequest, EnsembleTools } from './ensemble-tools.js';
import { strategyOf } from './strategies/strategy-of.js';

/** What an ensemble is going to write. */
export interface EnsemblePlan {
  /** By index, none of them begun. */
  candidates: CandidateDraft[];
  /** The model that makes one idea of them; undefined where the best of them is the idea. */
  fuser?: string;
  /** A draft for one more text, as one of the candidates. */
  draft: (model: string, wish: GenerationRequest) => CandidateDraft;
}

/**
 * Drafts the candidates of an ensemble. Their seeds follow on that of the request, so that with a seed all of it comes again.
 * @throws MuseError `model_not_found`, or `validation_failed` where no model can do what the strategy needs.
 */
export function draftCandidates(
  request: EnsembleRequest,
  models: EnsembleTools['models'],
  startedAt: number,
): EnsemblePlan {
  const { ensemble } = request;
  const strategy = strategyOf(ensemble);
  const keys = ensemble.models.length > 0 ? ensemble.models : [request.model ?? models.currentModel];
  const templates = new Map(keys.map((key) => [key, models.entry(key).promptTemplate]));
  const seed = request.seed ?? randomInt(2 ** 32);
  const draft = (model: string, wish: GenerationRequest, index: number, fused: boolean): CandidateDraft => {
    const text = textRequestOf({ ...wish, seed: (seed + index) % 2 ** 32 }, templates.get(model));
    // Log-probabilities of the chosen tokens alone.
    return new CandidateDraft(index, model, { ...text, logprobs: 0 }, startedAt, fused);
  };
  const writers = strategy.writers(keys, ensemble.candidates);
  return {
    candidates: writers.map((model, index) => draft(model, request, index, false)),
    fuser: strategy.fuser(keys, (key) => followsInstructions(templates.get(key))),
    draft: (model, wish) => draft(model, wish, writers.length, true),
  };
}
