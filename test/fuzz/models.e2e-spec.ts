import fc from 'fast-check';
import { fuzz, isFull, seed } from './fuzz.js';
import { known } from './known.js';
import { control } from './operations.js';
import { requestsFor } from './requests.js';
import { Target } from './target.js';

describe(`Requests that load and unload models (FUZZ_SEED=${seed})`, () => {
  let target: Target;

  beforeAll(async () => {
    target = await Target.start();
  });

  it(
    'leave a service that answers, and no runner too many',
    async () => {
      const operations = target.operations.filter(({ name }) => control.test(name));
      expect(operations).toHaveLength(4);
      const inputs = fc.oneof(...operations.map((operation) => requestsFor(operation, known)));
      await fuzz(inputs, isFull ? 4_000 : 200, (request) => target.check(request));
      await target.expectAnswers();
    },
    30 * 60_000,
  );

  afterAll(() => target.report());
});
