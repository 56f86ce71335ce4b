import { leaks } from '../support/problems.js';
import { fuzz, isFull, seed } from './fuzz.js';
import { rawInputs, type RawInput } from './raw-bytes.js';
import { exchange, parseAnswers } from './raw-socket.js';
import { Target } from './target.js';

// WebSocket frames belong beside this, with bytes and expectations of their own, as soon as the service speaks them.
describe(`Bytes that are no HTTP (FUZZ_SEED=${seed})`, () => {
  let target: Target;

  async function check({ bytes, expects }: RawInput): Promise<void> {
    const text = await exchange(target.service.url, bytes, typeof expects !== 'object');
    for (const leak of leaks) expect(text).not.toMatch(leak);
    const answers = parseAnswers(text);
    for (const { status, head, body } of answers) {
      target.count('raw', status);
      // 503: the texts of a model that others have filled.
      expect([100, 200, 204, 304, 400, 401, 404, 408, 413, 415, 417, 431, 503]).toContain(status);
      if (!head.includes('application/problem+json')) continue;
      target.expectProblem(JSON.parse(Buffer.from(body, 'latin1').toString()));
    }
    if (expects === 'silence') expect(text).toBe('');
    if (expects === 'refused') expect(Math.trunc((answers.at(-1)?.status ?? 0) / 100)).toBe(4);
    if (typeof expects === 'object') {
      expect(answers).toHaveLength(expects.answers);
      for (const { head } of answers) expect(head).toMatch(/^x-request-id: /im);
    }
  }

  beforeAll(async () => {
    target = await Target.start();
  });

  it(
    'are refused or answered, and never believed',
    async () => {
      await fuzz(rawInputs, isFull ? 16_000 : 800, check);
      await target.expectCalm();
    },
    30 * 60_000,
  );

  afterAll(() => target.report());
});
