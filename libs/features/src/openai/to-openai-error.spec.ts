import { MuseError } from '@muse/core/errors/muse-error.js';
import { toProblem } from '../http/problem.dto.js';
import { openAiErrors } from './openai-errors.js';
import { toOpenAiError } from './to-openai-error.js';

describe("an error of OpenAI's shape", () => {
  it('blames the first bad field, in brackets as its API writes them', () => {
    const errors = [
      { path: 'messages.0.content.12', reason: 'content must be a string' },
      { path: 'seed', reason: 'seed must be a number' },
    ];
    const problem = toProblem(new MuseError('validation_failed', 'content must be a string; seed ...', { errors }));
    expect(toOpenAiError(problem)).toEqual({
      error: {
        message: 'content must be a string; seed ...',
        type: 'invalid_request_error',
        param: 'messages[0].content[12]',
        code: 'validation_failed',
      },
    });
  });

  it.each([
    ['model_not_found', 'invalid_request_error', 'model', 'model_not_found'],
    ['unauthorized', 'invalid_request_error', null, 'invalid_api_key'],
    ['prompt_too_long', 'invalid_request_error', null, 'context_length_exceeded'],
    ['rate_limited', 'rate_limit_error', null, 'rate_limited'],
    ['queue_full', 'server_error', null, 'queue_full'],
    ['internal_error', 'server_error', null, 'internal_error'],
  ] as const)('tells %s as %s', (code, type, param, told) => {
    const { error } = toOpenAiError(toProblem(new MuseError(code, 'Why.')));
    expect(error).toEqual({ message: 'Why.', type, param, code: told });
  });
});

describe('the routes that tell errors so', () => {
  it.each(['/v1', '/v1/models', '/V1/chat/completions', '/v1/nothing'])('%s', (path) => {
    expect(openAiErrors.isFor(path)).toBe(true);
  });

  it.each(['/', '/api/v1/models', '/v10/models', '/health'])('but not %s', (path) => {
    expect(openAiErrors.isFor(path)).toBe(false);
  });
});
