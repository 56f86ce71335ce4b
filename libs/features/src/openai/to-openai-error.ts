import type { ErrorCode } from '@muse/core/errors/muse-error.js';
import type { Problem } from '../http/problem.dto.js';
import type { OpenAiError } from './openai-error.dto.js';

/** Codes for which OpenAI's API has a word of its own, and clients look for it. */
const codes: Partial<Record<ErrorCode, string>> = {
  unauthorized: 'invalid_api_key',
  prompt_too_long: 'context_length_exceeded',
};

/** Fields that codes blame by themselves. */
const params: Partial<Record<ErrorCode, string>> = { model_not_found: 'model' };

/** A problem in the shape of OpenAI's API. Status and headers stay those of the problem. */
export function toOpenAiError({ status, detail, code, errors }: Problem): OpenAiError {
  const path = errors?.at(0)?.path;
  return {
    error: {
      message: detail,
      type: typeOf(status),
      param: path === undefined ? (params[code] ?? null) : inBrackets(path),
      code: codes[code] ?? code,
    },
  };
}

function typeOf(status: number): string {
  if (status >= 500) return 'server_error';
  return status === 429 ? 'rate_limit_error' : 'invalid_request_error';
}

/** `messages.0.content` as `messages[0].content`. */
function inBrackets(path: string): string {
  return path.replace(/\.(\d+)(?=\.|$)/g, '[$1]');
}
