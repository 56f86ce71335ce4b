import { type FieldError, MuseError } from '@muse/core/errors/muse-error.js';
import { EnsembleRequest } from '../generation/ensemble-request.dto.js';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { toEnsemble } from '../generation/to-ensemble.js';
import { toGenerationRequest } from '../generation/to-generation-request.js';
import { IdeaPageQuery } from '../ideas/idea-page.dto.js';
import { RatingRequest } from '../ideas/rating-request.dto.js';
import { IdeaQuery } from '../streaming/idea-query.dto.js';
import { validationFailed, validationPipe } from './validation.js';

type Dto = new () => object;

function check<T extends object>(metatype: new () => T, value: unknown): Promise<T> {
  return validationPipe().transform(value, { type: 'body', metatype: metatype as Dto }) as Promise<T>;
}

async function problemsOf(metatype: Dto, value: unknown): Promise<readonly FieldError[]> {
  const error: unknown = await check(metatype, value).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return [];
  expect(error).toBeInstanceOf(MuseError);
  expect(error).toMatchObject({ code: 'validation_failed' });
  return (error as MuseError).errors!;
}

const prompt = 'Tee';

describe('an idea request', () => {
  it('needs a prompt only', async () => {
    const request = await check(IdeaRequest, { prompt: '  Solardächer \n' });
    expect(request).toBeInstanceOf(IdeaRequest);
    expect(request).toEqual({
      prompt: 'Solardächer',
      category: 'general',
      on_worker_loss: 'restart',
      cache: true,
      creativity_level: 5,
      language: 'de',
      max_tokens: 400,
    });
  });

  it('takes every field at its bounds', async () => {
    const least = { creativity_level: 1, max_tokens: 1, temperature: 0, top_p: 1e-9, top_k: 0, seed: 0 };
    const most = { creativity_level: 10, max_tokens: 2048, temperature: 2, top_p: 1, top_k: 1000, seed: 2 ** 32 - 1 };
    for (const fields of [least, most]) {
      const request = await check(IdeaRequest, { prompt, model: 'm', category: 'a-b2', language: 'es', ...fields });
      expect(request).toMatchObject(fields);
    }
    await expect(
      check(IdeaRequest, { prompt, category: 'a'.repeat(64), model: 'm'.repeat(64) }),
    ).resolves.toBeDefined();
  });

  it.each<[string, unknown, string]>([
    ['prompt', '', 'prompt must have at least 1 character'],
    ['prompt', ' \n ', 'prompt must have at least 1 character'],
    ['prompt', 'a\0b', 'prompt must not contain the character U+0000'],
    ['category', 'Art', 'category must be a slug such as'],
    ['category', 'a--b', 'category must be a slug such as'],
    ['category', '', 'category must be a slug such as'],
    ['category', 'a'.repeat(65), 'category must be shorter than or equal to 64 characters'],
    ['creativity_level', 0, 'creativity_level must not be less than 1'],
    ['creativity_level', 11, 'creativity_level must not be greater than 10'],
    ['creativity_level', 5.5, 'creativity_level must be an integer number'],
    ['language', 'pt', 'language must be one of the following values: de, en, it, fr, es'],
    ['language', 'DE', 'language must be one of the following values: de, en, it, fr, es'],
    ['model', '', 'model must be longer than or equal to 1'],
    ['max_tokens', 0, 'max_tokens must not be less than 1'],
    ['max_tokens', 2049, 'max_tokens must not be greater than 2048'],
    ['temperature', -0.1, 'temperature must not be less than 0'],
    ['temperature', 2.1, 'temperature must not be greater than 2'],
    ['top_p', 0, 'top_p must be greater than 0'],
    ['top_p', 1.01, 'top_p must not be greater than 1'],
    ['top_k', -1, 'top_k must not be less than 0'],
    ['top_k', 1001, 'top_k must not be greater than 1000'],
    ['top_k', 1.5, 'top_k must be an integer number'],
    ['seed', -1, 'seed must not be less than 0'],
    ['seed', 2 ** 32, 'seed must not be greater than 4294967295'],
  ])('refuses %s = %j with the one reason', async (path, value, reason) => {
    const problems = await problemsOf(IdeaRequest, { prompt, [path]: value });
    expect(problems).toEqual([{ path, reason: expect.stringContaining(reason) }]);
  });

  it.each<[string, unknown]>([
    ['prompt', 5],
    ['prompt', null],
    ['prompt', ['Tee']],
    ['prompt', { a: 1 }],
    ['category', null],
    ['category', 5],
    ['creativity_level', '5'],
    ['creativity_level', null],
    ['creativity_level', true],
    ['language', null],
    ['language', ['de']],
    ['model', null],
    ['model', 5],
    ['max_tokens', '10'],
    ['temperature', '0.5'],
    ['temperature', null],
    ['top_p', '0.5'],
    ['top_k', [5]],
    ['seed', '1'],
    ['seed', null],
  ])('refuses %s = %j, which has the wrong type', async (path, value) => {
    const problems = await problemsOf(IdeaRequest, { prompt, [path]: value });
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem).toEqual({ path, reason: expect.stringContaining(path) });
  });

  it('refuses what it does not know, and names every bad field', async () => {
    const problems = await problemsOf(IdeaRequest, { prompt: 'x', resumable: true, seed: -1, top_k: 5000 });
    expect([...problems].sort((a, b) => a.path.localeCompare(b.path))).toEqual([
      { path: 'resumable', reason: 'property resumable should not exist' },
      { path: 'seed', reason: 'seed must not be less than 0' },
      { path: 'top_k', reason: 'top_k must not be greater than 1000' },
    ]);
  });

  it.each([undefined, {}, { seed: 1 }])('without a prompt is refused: %j', async (body) => {
    const paths = (await problemsOf(IdeaRequest, body)).map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['prompt']));
  });

  it.each([16, 60_000])('refuses a value within %i lists', async (depth) => {
    const value: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(await problemsOf(IdeaRequest, { prompt: value })).toEqual([
      { path: '', reason: 'objects and lists may be nested 16 levels deep' },
    ]);
  });

  it('makes half characters whole ones', async () => {
    expect((await check(IdeaRequest, { prompt: 'a\ud83d' })).prompt).toBe('a\uFFFD');
  });
});

describe('a wish for an ensemble', () => {
  it('needs a number of candidates only', async () => {
    const { ensemble } = await check(IdeaRequest, { prompt, ensemble: { candidates: 4 } });
    expect(ensemble).toBeInstanceOf(EnsembleRequest);
    expect(ensemble).toEqual({ candidates: 4, strategy: 'round_robin' });
  });

  it.each<[unknown, string, string]>([
    [4, 'ensemble', 'ensemble must be an object'],
    [null, 'ensemble', 'ensemble must be an object'],
    [[{ candidates: 4 }], 'ensemble', 'ensemble must be an object'],
    [{}, 'ensemble.candidates', 'candidates must be an integer number'],
    [{ candidates: 0 }, 'ensemble.candidates', 'candidates must not be less than 1'],
    [{ candidates: 33 }, 'ensemble.candidates', 'candidates must not be greater than 32'],
    [{ candidates: 4, strategy: 'vote' }, 'ensemble.strategy', 'strategy must be one of the following values'],
    [{ candidates: 4, models: [] }, 'ensemble.models', 'models must contain at least 1 elements'],
    [{ candidates: 4, models: ['a', 'a'] }, 'ensemble.models', 'models must not name a model twice'],
    [{ candidates: 4, models: [7] }, 'ensemble.models', 'each value in models must be a string'],
    [{ candidates: 4, wild: true }, 'ensemble.wild', 'property wild should not exist'],
    [{ candidates: 4, prototype: {} }, 'ensemble.prototype', 'property prototype should not exist'],
    [{ candidates: 4, constructor: {} }, 'ensemble.constructor', 'property constructor should not exist'],
    [JSON.parse('{"candidates":4,"__proto__":{}}'), 'ensemble.__proto__', 'property __proto__ should not exist'],
  ])('refuses %j at its place', async (ensemble, path, reason) => {
    const problems = await problemsOf(IdeaRequest, { prompt, ensemble });
    expect(problems).toContainEqual({ path, reason: expect.stringContaining(reason) });
    expect(problems.map((problem) => problem.path)).toEqual(problems.map(() => path));
  });

  it('is not for a query', async () => {
    const problems = await problemsOf(IdeaQuery, { ensemble: '4' });
    expect(problems).toEqual([{ path: 'ensemble', reason: 'property ensemble should not exist' }]);
  });
});

describe('toEnsemble', () => {
  const wish = (fields: Partial<EnsembleRequest>): EnsembleRequest => ({
    candidates: 3,
    strategy: 'best_of',
    ...fields,
  });
  const bounds = { maxCandidates: 8 };

  it('says the same in the words of core', () => {
    expect(toEnsemble(wish({}), 'model', bounds)).toEqual({ models: [], candidates: 3, strategy: 'best_of' });
  });

  it.each([
    [{ candidates: 8 }, undefined],
    [{ candidates: 9 }, 'ensemble.candidates'],
    [{ candidates: 4, models: ['a', 'b'] }, undefined],
    [{ candidates: 5, models: ['a', 'b'] }, 'ensemble.candidates'],
    [{ candidates: 8, models: ['a', 'b'], strategy: 'fusion' as const }, undefined],
  ])('bounds the candidates of %j: %s', (fields, path) => {
    const refused = expect.objectContaining({
      code: 'validation_failed',
      errors: [{ path, reason: expect.any(String) }],
    });
    if (path === undefined) expect(toEnsemble(wish(fields), undefined, bounds)).toMatchObject(fields);
    else expect(() => toEnsemble(wish(fields), undefined, bounds)).toThrow(refused);
  });

  it('takes models from one place', () => {
    const reason = 'ensemble.models must not come with model';
    expect(() => toEnsemble(wish({ models: ['a'] }), 'model', bounds)).toThrow(
      expect.objectContaining({ errors: [{ path: 'ensemble.models', reason }] }),
    );
  });
});

describe('toGenerationRequest', () => {
  it('says the same in the words of core', async () => {
    const body = { prompt, model: 'm', temperature: 1, top_p: 0.5, top_k: 7, seed: 9, max_tokens: 3, language: 'fr' };
    expect(
      toGenerationRequest(await check(IdeaRequest, body), 'stream', 'key anna', {
        inputMaxLength: 10,
        maxCandidates: 8,
      }),
    ).toEqual({
      method: 'stream',
      client: 'key anna',
      prompt,
      onWorkerLoss: 'restart',
      cache: true,
      category: 'general',
      creativityLevel: 5,
      language: 'fr',
      model: 'm',
      maxTokens: 3,
      temperature: 1,
      topP: 0.5,
      topK: 7,
      seed: 9,
    });
  });

  it('bounds the prompt in characters, not in UTF-16 units', async () => {
    const request = await check(IdeaRequest, { prompt: '👋'.repeat(5) });
    expect(toGenerationRequest(request, 'single', 'key anna', { inputMaxLength: 5, maxCandidates: 8 }).prompt).toBe(
      '👋'.repeat(5),
    );
    expect(() => toGenerationRequest(request, 'single', 'key anna', { inputMaxLength: 4, maxCandidates: 8 })).toThrow(
      expect.objectContaining({
        code: 'validation_failed',
        errors: [{ path: 'prompt', reason: 'prompt must be shorter than or equal to 4 characters' }],
      }),
    );
  });
});

describe('an idea query', () => {
  it('reads numbers, and needs no prompt', async () => {
    const query = await check(IdeaQuery, { seed: '7', temperature: '0.5', top_k: '0', creativity_level: '3' });
    expect(query).toMatchObject({ seed: 7, temperature: 0.5, top_k: 0, creativity_level: 3, language: 'de' });
    expect(query.prompt).toBeUndefined();
  });

  it.each([
    ['seed', 'abc'],
    ['seed', ''],
    ['seed', ' '],
    ['seed', '1.5'],
    ['seed', '-1'],
    ['max_tokens', '0'],
    ['max_tokens', 'Infinity'],
    ['temperature', 'warm'],
    ['temperature', 'NaN'],
    ['top_p', '0'],
    ['top_k', '1001'],
    ['creativity_level', '11'],
    ['prompt', ''],
    ['prompt', '  '],
    ['prompt', 'a\0b'],
    ['unknown', '1'],
  ])('refuses %s=%j', async (path, value) => {
    const paths = (await problemsOf(IdeaQuery, { [path]: value })).map((problem) => problem.path);
    expect(new Set(paths)).toEqual(new Set([path]));
  });

  it('refuses a field that is there twice', async () => {
    expect((await problemsOf(IdeaQuery, { seed: ['1', '2'] })).map(({ path }) => path)).toContain('seed');
    expect((await problemsOf(IdeaQuery, { prompt: ['a', 'b'] })).map(({ path }) => path)).toContain('prompt');
  });
});

describe('other requests', () => {
  it('page through ideas 20 at a time, or as asked', async () => {
    await expect(check(IdeaPageQuery, {})).resolves.toEqual({ limit: 20 });
    await expect(check(IdeaPageQuery, { limit: '100', cursor: 'abc' })).resolves.toEqual({ limit: 100, cursor: 'abc' });
  });

  it.each(['0', '101', '1.5', 'many', ''])('refuse limit=%s', async (limit) => {
    const paths = (await problemsOf(IdeaPageQuery, { limit })).map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['limit']));
  });

  it.each([1, 5])('rate with %i', async (rating) => {
    await expect(check(RatingRequest, { rating })).resolves.toEqual({ rating });
  });

  it.each([0, 6, 2.5, '3', null, undefined])('refuse the rating %j', async (rating) => {
    const paths = (await problemsOf(RatingRequest, { rating })).map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['rating']));
  });
});

describe('validationFailed', () => {
  it('joins the reasons for a reader', () => {
    const errors = [
      { path: 'a', reason: 'a is wrong' },
      { path: 'b', reason: 'b too' },
    ];
    expect(validationFailed(errors)).toMatchObject({ detail: 'a is wrong; b too', errors });
    expect(validationFailed([]).detail).toBe('The request is not understood.');
  });
});
