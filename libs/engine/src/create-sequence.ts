import { MuseError } from '@muse/core/errors/muse-error.js';
import type { TextRequest } from '@muse/core/models/text-generation.js';
import { decideSampling } from './decide-sampling.js';
import { GivenAnswer } from './given-answer.js';
import type { LanguageModel } from './language-model.js';
import { Sequence } from './sequence.js';

/**
 * What a request asks of a model, in its tokens.
 * @throws MuseError `validation_failed` where there is no token to read, `prompt_too_long` where the context has no room.
 */
export function createSequence(id: number, request: TextRequest, language: LanguageModel): Sequence {
  const prompt = language.encode(request.prompt);
  if (prompt.length === 0) throw unknown('The prompt');
  const { contextLength } = language.model;
  const room = contextLength - prompt.length;
  const given = givenAnswer(request, language);
  if (room < (given?.longest ?? 1)) throw tooLong(prompt.length, given?.longest, contextLength);
  const limit = given?.longest ?? Math.min(request.maxTokens, room);
  const source = given ?? decideSampling(request.sampling, prompt, limit, language);
  return new Sequence(id, prompt, limit, source, request.tellsSteps);
}

/** Both ways to begin an answer that is given, unless its white space is as the model would write it. */
function givenAnswer(
  { prompt, given, keepLeadingSpace = false }: TextRequest,
  language: LanguageModel,
): GivenAnswer | undefined {
  if (given === undefined) return undefined;
  const text = keepLeadingSpace ? given : given.trimStart();
  const asItStands = language.encodeAnswer(prompt, text);
  if (asItStands.length === 0) throw unknown('The given text');
  return new GivenAnswer(keepLeadingSpace ? [asItStands] : [asItStands, language.encodeAnswer(prompt, ` ${text}`)]);
}

function unknown(what: string): MuseError {
  return new MuseError('validation_failed', `${what} has no token that this model knows.`);
}

function tooLong(prompt: number, given: number | undefined, context: number): MuseError {
  const detail =
    given === undefined
      ? `The prompt has ${prompt} tokens; this model reads at most ${context - 1}. Make it shorter.`
      : `The prompt has ${prompt} tokens and the given text ${given}; this model reads at most ${context}. Make them shorter.`;
  return new MuseError('prompt_too_long', detail);
}
