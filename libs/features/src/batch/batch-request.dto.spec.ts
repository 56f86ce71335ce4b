import { angles } from '@muse/core/prompts/angle.js';
import { type FieldError, MuseError } from '@muse/core/errors/muse-error.js';
import { validationPipe } from '../http/validation.js';
import { BatchRequest } from './batch-request.dto.js';

function check(value: unknown): Promise<BatchRequest> {
  return validationPipe().transform(value, { type: 'body', metatype: BatchRequest }) as Promise<BatchRequest>;
}

async function problemsOf(value: unknown): Promise<readonly FieldError[]> {
  const error: unknown = await check(value).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return [];
  expect(error).toBeInstanceOf(MuseError);
  expect(error).toMatchObject({ code: 'validation_failed' });
  return (error as MuseError).errors!;
}

const prompts = ['Tee', 'Brot'];

describe('a batch request', () => {
  it('needs prompts only, and trims them', async () => {
    const request = await check({ prompts: ['  Solardächer \n', 'Tee'] });
    expect(request).toBeInstanceOf(BatchRequest);
    expect(request).toEqual({
      prompts: ['Solardächer', 'Tee'],
      category: 'general',
      creativity_level: 5,
      language: 'de',
      models: [],
      n: 1,
      distinct: false,
      parallel: true,
      on_worker_loss: 'restart',
    });
  });

  it('takes every field at its bounds', async () => {
    const least = {
      prompts: ['a'],
      creativity_level: 1,
      models: [],
      n: 1,
      distinct: false,
      parallel: false,
      category: 'a',
      language: 'de',
      on_worker_loss: 'restart',
    };
    const most = {
      prompts: Array<string>(10_000).fill('a'),
      creativity_level: 10,
      models: ['m', 'm'.repeat(64)],
      n: 10_000,
      distinct: true,
      parallel: true,
      category: 'a'.repeat(64),
      language: 'es',
      angle: 'first_step',
      on_worker_loss: 'fail',
    };
    await expect(check(least)).resolves.toEqual(least);
    await expect(check(most)).resolves.toEqual(most);
  });

  it('takes more models than one, also the same one twice', async () => {
    await expect(check({ prompts, models: ['a', 'a'] })).resolves.toMatchObject({ models: ['a', 'a'] });
  });

  it('makes half characters whole ones', async () => {
    expect((await check({ prompts: ['a\ud83d'] })).prompts).toEqual(['a\uFFFD']);
  });

  it.each<[string, unknown, string]>([
    ['on_worker_loss', 'ask', 'on_worker_loss must be one of the following values: restart, fail'],
    ['angle', 'sideways', `angle must be one of the following values: ${angles.join(', ')}`],
    ['prompts', [], 'prompts must contain at least 1 elements'],
    ['prompts', Array<string>(10_001).fill('a'), 'prompts must contain no more than 10000 elements'],
    ['prompts', ['Tee', ''], 'each prompt must have at least 1 character'],
    ['prompts', [' \n\t '], 'each prompt must have at least 1 character'],
    ['prompts', ['Tee', 'a\0b'], 'prompts must not contain the character U+0000'],
    ['prompts', ['a'.repeat(100_001)], 'each value in prompts must be shorter than or equal to 100000 characters'],
    [
      'category',
      'Art',
      'category must be a slug such as general, business, technology, sustainability, health, education, entertainment, art',
    ],
    [
      'category',
      '',
      'category must be a slug such as general, business, technology, sustainability, health, education, entertainment, art',
    ],
    ['category', 'a'.repeat(65), 'category must be shorter than or equal to 64 characters'],
    ['creativity_level', 0, 'creativity_level must not be less than 1'],
    ['creativity_level', 11, 'creativity_level must not be greater than 10'],
    ['creativity_level', 5.5, 'creativity_level must be an integer number'],
    ['language', 'pt', 'language must be one of the following values: de, en, it, fr, es'],
    ['models', [''], 'each value in models must be longer than or equal to 1'],
    [
      'models',
      ['m'.repeat(65)],
      'each value in models must be longer than or equal to 1 and shorter than or equal to 64',
    ],
    ['models', Array<string>(10_001).fill('m'), 'models must contain no more than 10000 elements'],
    ['n', 0, 'n must not be less than 1'],
    ['n', 10_001, 'n must not be greater than 10000'],
    ['n', 1.5, 'n must be an integer number'],
    ['distinct', 'yes', 'distinct must be a boolean value'],
    ['parallel', 'true', 'parallel must be a boolean value'],
  ])('refuses bad %s with the one reason', async (path, value, reason) => {
    const problems = await problemsOf({ prompts, [path]: value });
    expect(problems).toEqual([{ path, reason: expect.stringContaining(reason) }]);
  });

  it.each<[string, unknown]>([
    ['prompts', 'Tee'],
    ['prompts', null],
    ['prompts', 5],
    ['prompts', {}],
    ['prompts', { 0: 'Tee' }],
    ['prompts', [5]],
    ['prompts', ['Tee', null]],
    ['prompts', [['Tee']]],
    ['prompts', [{ prompt: 'Tee' }]],
    ['category', null],
    ['category', ['art']],
    ['creativity_level', null],
    ['creativity_level', '5'],
    ['creativity_level', true],
    ['language', null],
    ['language', ['de']],
    ['models', null],
    ['models', 'muse-mini'],
    ['models', [null]],
    ['models', [5]],
    ['models', {}],
    ['n', null],
    ['n', '2'],
    ['n', [2]],
    ['distinct', null],
    ['distinct', 1],
    ['parallel', null],
    ['parallel', 0],
    ['parallel', []],
  ])('refuses %s = %j, which has the wrong type', async (path, value) => {
    const problems = await problemsOf({ prompts, [path]: value });
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) expect(problem.path).toBe(path);
  });

  it.each([undefined, {}, { models: ['muse-mini'] }])('without prompts is refused: %j', async (body) => {
    const paths = (await problemsOf(body)).map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(['prompts']));
  });

  it('refuses what it does not know, and names every bad field', async () => {
    const problems = await problemsOf({ prompts, prompt: 'Tee', seed: 1, stream: true, parallel: 1, constructor: 1 });
    expect(problems).toEqual([{ path: 'constructor', reason: 'property constructor should not exist' }]);
    const others = await problemsOf({ prompts, prompt: 'Tee', seed: 1, stream: true, parallel: 1 });
    expect(others.map(({ path }) => path).sort()).toEqual(['parallel', 'prompt', 'seed', 'stream']);
  });
});
