import { blamed, expectProblem, secret } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

const path = '/api/v1/generate';
const inputMaxLength = 300;

/** Values that a field takes, and values that it refuses. */
interface Field {
  name: string;
  good: readonly unknown[];
  bad: readonly unknown[];
}

const slug64 = 'a'.repeat(64);

const fields: readonly Field[] = [
  {
    name: 'prompt',
    good: [
      'x',
      '  x  ',
      'a'.repeat(inputMaxLength),
      `  ${'a'.repeat(inputMaxLength)}  `,
      'Zeile 1\nZeile 2\tTab',
      '雨',
      '👩‍👩‍👧‍👦',
    ],
    bad: ['', ' ', ' \t\n\u00a0\u3000', 'a'.repeat(inputMaxLength + 1), 'a\0b', null, 1, true, ['x'], { text: 'x' }],
  },
  {
    name: 'category',
    good: [
      'general',
      'business',
      'technology',
      'sustainability',
      'health',
      'education',
      'entertainment',
      'art',
      'a',
      slug64,
      'my-own-2',
    ],
    bad: ['', `${slug64}a`, 'Art', 'a b', '-a', 'a-', 'a--b', 'ä', 'a_b', '../a', 'art\n', null, 5, ['art'], {}],
  },
  { name: 'creativity_level', good: [1, 5, 10], bad: [0, 11, -1, 1.5, '5', '', null, true, [5], {}] },
  {
    name: 'language',
    good: ['de', 'en', 'it', 'fr', 'es'],
    bad: ['', 'xx', 'DE', 'de-DE', 'deutsch', null, 1, ['de'], {}],
  },
  { name: 'model', good: ['muse-mini'], bad: ['', 'm'.repeat(65), null, 1, ['muse-mini'], {}] },
  { name: 'max_tokens', good: [1, 2, 2048], bad: [0, 2049, -1, 1.5, '5', null, true, [5], {}] },
  { name: 'temperature', good: [0, 0.001, 1, 2], bad: [-0.001, 2.001, '1', null, true, [1], {}] },
  { name: 'top_p', good: [0.000001, 0.5, 1], bad: [0, -0.1, 1.000001, '1', null, true, [1], {}] },
  { name: 'top_k', good: [0, 1, 1000], bad: [-1, 1001, 1.5, '1', null, true, [1], {}] },
  { name: 'seed', good: [0, 1, 2 ** 32 - 1], bad: [-1, 2 ** 32, 1.5, '1', null, true, [1], {}] },
  { name: 'cache', good: [true, false], bad: ['true', '', 0, 1, null, [true], {}] },
];

const cases = (kind: 'good' | 'bad') =>
  fields.flatMap((field) => field[kind].map((value) => [field.name, shorten(value), value] as const));

describe('Bad input', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ env: { INPUT_MAX_LENGTH: String(inputMaxLength) } });
    // Every problem is searched for this prompt of somebody else.
    expect((await service.generate({ ...short, prompt: secret })).status).toBe(200);
  });

  describe('the fields of IdeaRequest', () => {
    it.each(cases('good'))('%s may be %s', async (name, _, value) => {
      const answer = await service.generate({ ...short, [name]: value });
      // A single token may be a blank, which is no idea: that is the model's doing, and not the field's.
      const isBlank = value === 1 && name === 'max_tokens' && answer.body.code === 'empty_answer';
      const status = isBlank ? 503 : 200;
      expect({ status: answer.status, text: answer.text }).toEqual({ status, text: expect.any(String) });
    });

    it.each(cases('bad'))('%s may not be %s', async (name, _, value) => {
      const problem = expectProblem(await service.generate({ ...short, [name]: value }), 400, 'validation_failed');
      expect(blamed(problem)).toEqual([name]);
      expect(problem.detail).toContain(name);
    });

    it('has to have a prompt', async () => {
      const problem = expectProblem(await service.generate({ language: 'de' }), 400, 'validation_failed');
      expect(blamed(problem)).toEqual(['prompt']);
    });

    it.each(['foo', 'resumable', 'n', 'ensemble', 'Prompt', 'maxTokens', 'constructor', 'toString', 'hasOwnProperty'])(
      'does not know a field "%s"',
      async (name) => {
        const problem = expectProblem(await service.generate({ ...short, [name]: true }), 400, 'validation_failed');
        expect(blamed(problem)).toEqual([name]);
      },
    );

    it('does not let "__proto__" in', async () => {
      const body = '{"prompt": "x", "temperature": 0, "max_tokens": 8, "__proto__": {"language": "xx"}}';
      const answer = await service.postRaw(path, body, { 'content-type': 'application/json' });
      // Either refused as unknown, or without any effect.
      if (answer.status === 200) expect(answer.body.language).toBe('de');
      else expectProblem(answer, 400, 'validation_failed');
    });

    it('names every bad field at once', async () => {
      const bad = {
        prompt: ' ',
        category: 'A B',
        creativity_level: 0,
        language: 'xx',
        max_tokens: 0,
        top_p: 0,
        seed: -1,
        foo: 1,
      };
      const problem = expectProblem(await service.generate(bad), 400, 'validation_failed');
      expect(blamed(problem).sort()).toEqual(Object.keys(bad).sort());
    });

    it('says what is allowed', async () => {
      const reasonOf = async (field: object): Promise<string> =>
        (await service.generate({ ...short, ...field })).body.errors
          .map(({ reason }: { reason: string }) => reason)
          .join();
      expect(await reasonOf({ creativity_level: 11 })).toContain('10');
      expect(await reasonOf({ creativity_level: 0 })).toContain('1');
      expect(await reasonOf({ language: 'xx' })).toMatch(/de.*en.*it.*fr.*es/);
      expect(await reasonOf({ max_tokens: 2049 })).toContain('2048');
      expect(await reasonOf({ top_p: 0 })).toContain('0');
      expect(await reasonOf({ prompt: 'a'.repeat(inputMaxLength + 1) })).toContain(String(inputMaxLength));
    });
  });

  describe('the length of a prompt', () => {
    it('counts an emoji as one character', async () => {
      const prompt = `${'a'.repeat(inputMaxLength - 1)}😀`;
      expect((await service.generate({ ...short, prompt })).body.prompt).toBe(prompt);
      const problem = expectProblem(
        await service.generate({ ...short, prompt: `${prompt}😀` }),
        400,
        'validation_failed',
      );
      expect(blamed(problem)).toEqual(['prompt']);
    });

    it('refuses a prompt that does not fit the context', async () => {
      // Rare characters: several tokens each.
      const problem = expectProblem(
        await service.generate({ ...short, prompt: '𒐫'.repeat(inputMaxLength) }),
        400,
        'prompt_too_long',
      );
      expect(problem.detail).toMatch(/\d+ tokens/);
    });

    it('repairs half a surrogate pair', async () => {
      const body = '{"prompt": "Regen \\ud83d im Garten", "temperature": 0, "max_tokens": 8}';
      const answer = await service.postRaw(path, body, { 'content-type': 'application/json' });
      expect({ status: answer.status, prompt: answer.body.prompt }).toEqual({
        status: 200,
        prompt: 'Regen \ufffd im Garten',
      });
    });
  });

  describe('the body', () => {
    const json = { 'content-type': 'application/json' };

    it.each(['{"prompt":', '{prompt: 1}', "{'prompt': 'x'}", '{"prompt": "x"}}', 'hello'])(
      'is not JSON: %s',
      async (body) => {
        expectProblem(await service.postRaw(path, body, json), 400, 'invalid_json');
      },
    );

    it.each(['[]', '[{"prompt": "x"}]', '"x"', 'null', '5', 'true'])('is JSON, but no object: %s', async (body) => {
      const answer = await service.postRaw(path, body, json);
      // The parser refuses what is neither object nor array, the validation the rest.
      expect(['invalid_json', 'validation_failed']).toContain(answer.body.code);
      expectProblem(answer, 400, answer.body.code);
    });

    it('is empty', async () => {
      expectProblem(await service.postRaw(path, '', json), 400, 'validation_failed');
      expectProblem(await service.request(path, { method: 'POST' }), 400, 'validation_failed');
      expectProblem(await service.postRaw(path, '{}', json), 400, 'validation_failed');
    });

    it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml', 'nonsense'])(
      'is sent as %s',
      async (type) => {
        const answer = await service.postRaw(path, JSON.stringify(short), { 'content-type': type });
        expectProblem(answer, 415, 'unsupported_media_type');
      },
    );

    it('has no content type', async () => {
      // A blob without a type is the only body that fetch sends without one.
      const answer = await service.postRaw(path, new Blob([JSON.stringify(short)]), {});
      expectProblem(answer, 415, 'unsupported_media_type');
    });

    it('is in another character set or encoding', async () => {
      const type = { 'content-type': 'application/json; charset=koi8-r' };
      expectProblem(await service.postRaw(path, JSON.stringify(short), type), 415, 'unsupported_media_type');
      const encoded = { ...json, 'content-encoding': 'secret' };
      expectProblem(await service.postRaw(path, JSON.stringify(short), encoded), 415, 'unsupported_media_type');
    });

    it('may be sent with a character set', async () => {
      const type = { 'content-type': 'application/json; charset=utf-8' };
      expect((await service.postRaw(path, JSON.stringify(short), type)).status).toBe(200);
    });

    it('has more than 1 MB', async () => {
      const body = JSON.stringify({ ...short, prompt: 'a'.repeat(1024 * 1024) });
      expectProblem(await service.postRaw(path, body, json), 413, 'payload_too_large');
    });

    it('has nearly 1 MB', async () => {
      const body = JSON.stringify({ ...short, prompt: 'a'.repeat(1024 * 1024 - 1000) });
      const problem = expectProblem(await service.postRaw(path, body, json), 400, 'validation_failed');
      expect(blamed(problem)).toEqual(['prompt']);
    });
  });

  describe('the address', () => {
    it.each([
      '/api/v1/nothing',
      '/nothing',
      '/api/v1',
      '/api/v1/generate/nothing',
      '/api/v2/generate',
      '/%00',
      '/..%2f..%2fetc/passwd',
    ])('is unknown: %s', async (unknown) => {
      expectProblem(await service.get(unknown), 404, 'not_found');
    });

    it('is broken', async () => {
      const answer = await service.get('/api/v1/ideas/%E0%A4%A');
      expectProblem(answer, 400, 'validation_failed');
    });

    it('does not take this method', async () => {
      const answer = await service.request(path, { method: 'DELETE' });
      expectProblem(answer, 404, 'not_found');
    });
  });

  it('tells which models exist when it does not know one', async () => {
    for (const model of ['gpt', 'm'.repeat(64), '../muse-mini', 'constructor']) {
      const problem = expectProblem(await service.generate({ ...short, model }), 404, 'model_not_found');
      expect(problem.detail).toContain('muse-mini');
    }
  });

  describe('GET /api/v1/generate/stream', () => {
    const stream = '/api/v1/generate/stream';

    it.each([
      ['prompt', 'prompt='],
      ['prompt', 'prompt=%20'],
      ['prompt', 'prompt=a&prompt=b'],
      ['prompt', 'prompt=a%00b'],
      ['prompt[a]', 'prompt[a]=b'],
      ['prompt', `prompt=${'a'.repeat(inputMaxLength + 1)}`],
      ['category', 'category=A'],
      ['category', 'category='],
      ['creativity_level', 'creativity_level=abc'],
      ['creativity_level', 'creativity_level=0'],
      ['creativity_level', 'creativity_level=11'],
      ['creativity_level', 'creativity_level=1.5'],
      ['creativity_level', 'creativity_level='],
      ['creativity_level', 'creativity_level=5&creativity_level=6'],
      ['language', 'language=xx'],
      ['language', 'language=de&language=en'],
      ['model', 'model='],
      ['max_tokens', 'max_tokens=0'],
      ['max_tokens', 'max_tokens=2049'],
      ['max_tokens', 'max_tokens=ten'],
      ['temperature', 'temperature=-1'],
      ['temperature', 'temperature=3'],
      ['temperature', 'temperature=Infinity'],
      ['temperature', 'temperature=NaN'],
      ['top_p', 'top_p=0'],
      ['top_p', 'top_p=1.1'],
      ['top_k', 'top_k=-1'],
      ['top_k', 'top_k=1001'],
      ['seed', 'seed=-1'],
      ['seed', `seed=${2 ** 32}`],
      ['foo', 'foo=1'],
    ])('blames %s in ?%s', async (name, query) => {
      const others = name === 'prompt' ? '' : 'prompt=x&';
      const problem = expectProblem(await service.get(`${stream}?${others}${query}`), 400, 'validation_failed');
      expect(blamed(problem)).toEqual([name]);
    });

    it('does not know a model', async () => {
      expectProblem(await service.get(`${stream}?model=gpt`), 404, 'model_not_found');
    });
  });

  describe('POST /api/v1/generate/stream', () => {
    it.each([
      ['validation_failed', 400, { prompt: '' }],
      ['validation_failed', 400, { prompt: 'a'.repeat(inputMaxLength + 1) }],
      ['validation_failed', 400, { prompt: 'x', foo: 1 }],
      ['model_not_found', 404, { prompt: 'x', model: 'gpt' }],
      ['prompt_too_long', 400, { prompt: '𒐫'.repeat(inputMaxLength) }],
    ])('answers %s before a stream opens', async (code, status, request) => {
      expectProblem(await service.post('/api/v1/generate/stream', request), status, code);
    });
  });
});

/** A value for the name of a test. */
function shorten(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 20)}… (${text.length})` : text;
}
