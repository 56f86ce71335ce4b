import { MuseError } from '@muse/core/errors/muse-error.js';
import type { SamplingOptions } from '@muse/core/models/text-generation.js';
import type { LanguageModel } from './language-model.js';
import { CompletionBias, LogitBias } from './logit-bias.js';
import type { LogitChange } from './logit-change.js';
import { penalise, Penalties } from './penalties.js';
import { Random } from './random.js';
import type { Sampling } from './sampler.js';
import { WordCompletion } from './word-completion.js';

/** What a request leaves out, the model decides; and what changes the logits gets the memory for this one text. */
export function decideSampling(
  options: SamplingOptions,
  promptTokenIds: readonly number[],
  maxTokens: number,
  language: LanguageModel,
): Sampling {
  const { defaults } = language;
  return {
    temperature: options.temperature,
    topK: options.topK ?? defaults.topK,
    topP: options.topP ?? defaults.topP,
    minP: options.minP ?? defaults.minP,
    changes: changesOf(options, promptTokenIds, maxTokens, language),
    random: new Random(options.seed),
  };
}

/** In the order in which they are applied; see Sampler. */
function changesOf(
  { logitBias = {}, repetitionPenalty, presencePenalty = 0, frequencyPenalty = 0 }: SamplingOptions,
  promptTokenIds: readonly number[],
  maxTokens: number,
  { model, defaults, tokenBytes }: LanguageModel,
): LogitChange[] {
  const changes: LogitChange[] = [];
  if (Object.keys(logitBias).length > 0) changes.push(new LogitBias(known(logitBias, model.vocabularySize)));
  if (defaults.wordBias !== 0) {
    const bias = { begin: defaults.wordStartBias ?? 0, complete: defaults.wordBias };
    const completion = new WordCompletion(promptTokenIds, tokenBytes);
    changes.push(new CompletionBias(completion, bias, tokenBytes.digits(model.vocabularySize)));
  }
  const strengths = {
    repetition: repetitionPenalty ?? defaults.repetitionPenalty ?? 1,
    presence: presencePenalty,
    frequency: frequencyPenalty,
  };
  if (penalise(strengths)) changes.push(new Penalties(promptTokenIds, maxTokens, strengths));
  return changes;
}

/** A bias on what is no token would change a neighbour's logits. */
function known(bias: Readonly<Record<number, number>>, vocabularySize: number): Readonly<Record<number, number>> {
  for (const id of Object.keys(bias)) {
    const tokenId = Number(id);
    if (!Number.isInteger(tokenId) || tokenId < 0 || tokenId >= vocabularySize) {
      const reason = `logit_bias: ${id} is no token of this model, whose ids end at ${vocabularySize - 1}.`;
      throw new MuseError('validation_failed', reason, { errors: [{ path: 'logit_bias', reason }] });
    }
  }
  return bias;
}
