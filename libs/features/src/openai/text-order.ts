import type { FieldError } from '@muse/core/errors/muse-error.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import type { TextRequest } from '@muse/core/models/text-generation.js';
import type { Prompt } from '@muse/core/prompts/prompt.js';
import { validationFailed } from '../http/validation.js';
import type { TextOptions } from './text-options.dto.js';

/** The texts that a request asks for, in the order of its choices. */
export interface TextOrder {
  model: string;
  /** `n` texts for each prompt, one prompt after the other. */
  texts: TextRequest[];
  /** Texts for each prompt. */
  n: number;
  /** The field that a prompt came from: the one to blame where the model cannot read it. */
  field: 'messages' | 'prompt';
}

/** What the two kinds of requests say each in its own way. */
export interface OrderedPrompts {
  field: TextOrder['field'];
  prompts: readonly Prompt[];
  maxTokens: number;
  /** Likeliest tokens to tell at each place; undefined tells no log-probabilities. */
  logprobs?: number;
}

const limits = {
  characters: 100_000,
  /** No text has so many for each of its tokens: what is longer cannot fit, and would only keep the runner busy reading it. */
  charactersPerToken: 16,
  texts: 16,
  /** Log-probabilities that one answer holds, each with its text and bytes: some 60 MB. */
  logprobs: 200_000,
};

/**
 * A valid request in the words of libs/core: the text of choice i of a prompt is drawn with the seed + i.
 * @param seed where the request has none
 * @throws MuseError `validation_failed` where it asks for too much at once.
 */
export function toTextOrder(
  options: TextOptions,
  { field, prompts, maxTokens: asked, logprobs }: OrderedPrompts,
  entry: CatalogEntry,
  seed: number,
): TextOrder {
  const n = options.n ?? 1;
  const maxTokens = Math.min(asked, entry.contextLength);
  const first = options.seed ?? seed;
  const told = logprobs === undefined ? 0 : prompts.length * n * maxTokens * (logprobs + 1);
  refuseWhere(prompts.length * n > limits.texts, 'n', `n times the number of prompts must not exceed ${limits.texts}`);
  refuseWhere(
    told > limits.logprobs,
    'logprobs',
    `logprobs of ${told} tokens are too many: choices x max_tokens x (likeliest tokens + 1) must not exceed ${limits.logprobs}`,
  );
  refuseWhere(
    Boolean(options.stream_options) && options.stream !== true,
    'stream_options',
    'stream_options may only be there with stream: true',
  );
  const texts = prompts.flatMap((prompt) =>
    Array.from({ length: n }, (_, choice): TextRequest => ({
      prompt,
      maxTokens,
      sampling: samplingOf(options, (first + choice) % 2 ** 32),
      ...(options.stop ? { stop: [options.stop].flat() } : {}),
      ...(field === 'prompt' ? { keepLeadingSpace: true } : {}),
      ...(logprobs === undefined ? {} : { logprobs }),
    })),
  );
  return { model: entry.key, texts, n, field };
}

/** @throws MuseError `validation_failed` where the texts are too long altogether. */
export function boundCharacters(
  field: TextOrder['field'],
  texts: readonly string[],
  { contextLength }: CatalogEntry,
): void {
  const most = Math.min(limits.characters, limits.charactersPerToken * contextLength);
  const characters = texts.reduce((sum, text) => sum + [...text].length, 0);
  const reason = `${field} must have no more than ${most} characters altogether with this model`;
  refuseWhere(characters > most, field, reason);
}

/** @throws MuseError `validation_failed` where something is wrong. */
export function refuseWhere(isWrong: boolean, path: string, reason: string): void {
  const error: FieldError = { path, reason };
  if (isWrong) throw validationFailed([error]);
}

function samplingOf(options: TextOptions, seed: number): TextRequest['sampling'] {
  return {
    temperature: options.temperature ?? 1,
    topP: options.top_p ?? undefined,
    presencePenalty: options.presence_penalty ?? undefined,
    frequencyPenalty: options.frequency_penalty ?? undefined,
    logitBias: options.logit_bias ?? undefined,
    seed,
  };
}
