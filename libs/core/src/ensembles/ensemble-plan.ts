import { randomInt } from 'node:crypto';
import type { GenerationRequest } from '../generations/generation-request.js';
import { textRequestOf } from '../generations/text-request-of.js';
import type { IdeaBrief } from '../prompts/idea-brief.js';
import { followsInstructions, type PromptTemplateName } from '../prompts/prompt-template.js';
import { CandidateDraft } from './candidate-draft.js';
import type { EnsembleRequest, EnsembleTools } from './ensemble-tools.js';
import type { ModelTask } from './model-task.js';
import { strategyOf } from './strategies/strategy-of.js';

/** What an ensemble is going to write, and who writes and reads what. */
export class EnsemblePlan {
  /** By index, none of them begun. */
  readonly candidates: readonly CandidateDraft[];
  /** The model that makes one idea of them; undefined where the best of them is the idea. */
  readonly fuser: string | undefined;
  private readonly models: readonly string[];
  private readonly templates: ReadonlyMap<string, PromptTemplateName | undefined>;
  /** The seeds of the texts follow on it, so that with a seed all of the ensemble comes again. */
  private readonly seed: number;

  /**
   * @param startedAt when the ensemble was asked for, on the clock of `performance.now()`
   * @throws MuseError `model_not_found`, or `validation_failed` where no model can do what the strategy needs.
   */
  constructor(
    private readonly request: EnsembleRequest,
    known: EnsembleTools['models'],
    private readonly startedAt: number,
  ) {
    const { ensemble, model, seed } = request;
    this.models = ensemble.models.length > 0 ? ensemble.models : [model ?? known.currentModel];
    this.templates = new Map(this.models.map((key) => [key, known.entry(key).promptTemplate]));
    this.seed = seed ?? randomInt(2 ** 32);
    const strategy = strategyOf(ensemble);
    const writers = strategy.writers(this.models, ensemble.candidates);
    this.candidates = writers.map((key, index) => new CandidateDraft(index, this.task(key, request, index), startedAt));
    this.fuser = strategy.fuser(this.models, (key) => followsInstructions(this.templates.get(key)));
  }

  /** How much of the work the candidates are, 0 to 1; the rest is the fusion. */
  get share(): number {
    const { length } = this.candidates;
    return this.fuser === undefined ? 1 : length / (length + 1);
  }

  /** One more text, made of the candidates. @param sources their texts, the best first */
  fusion(model: string, sources: NonNullable<IdeaBrief['sources']>): CandidateDraft {
    const index = this.candidates.length;
    return new CandidateDraft(index, this.task(model, { ...this.request, sources }, index), this.startedAt, true);
  }

  /** Has a candidate read by the model after its own; undefined where there is no other. */
  reading({ model, index, text }: CandidateDraft): ModelTask | undefined {
    const reader = this.models[(this.models.indexOf(model) + 1) % this.models.length];
    if (reader === model) return undefined;
    const task = this.task(reader, this.request, index);
    return { ...task, request: { ...task.request, given: text } };
  }

  private task(model: string, wish: GenerationRequest, index: number): ModelTask {
    const request = textRequestOf({ ...wish, seed: (this.seed + index) % 2 ** 32 }, this.templates.get(model));
    // Log-probabilities of the chosen tokens alone.
    return { model, request: { ...request, logprobs: 0 } };
  }
}
