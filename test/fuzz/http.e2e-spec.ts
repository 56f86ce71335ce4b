import fc from 'fast-check';
import { hostileHeaders } from './headers.js';
import { fuzz, isFull, seed } from './fuzz.js';
import { known } from './known.js';
import { control } from './operations.js';
import { type FuzzRequest, requestsFor } from './requests.js';
import { Target } from './target.js';

/** How many inputs each group of operations gets, of 4,000. */
const shares: Readonly<Record<string, number>> = {
  Generation: 700,
  Streaming: 700,
  Batch: 600,
  OpenAI: 300,
  Models: 500,
  Ideas: 700,
  Statistics: 100,
  Health: 100,
};

/** Addresses that the document does not have. */
const elsewhere = fc.record<FuzzRequest>({
  operation: fc.constant('elsewhere'),
  method: fc.constantFrom('GET', 'POST', 'DELETE', 'HEAD', 'OPTIONS'),
  address: fc.oneof(
    fc.constantFrom(
      '/',
      '/docs',
      '/docs/',
      '/docs/%2e%2e/package.json',
      '/docs/..%2f..%2fpackage.json',
      '/docs/swagger-ui.css',
      '/docs/%00',
      '/openapi.json',
      '/openapi.json?x=%ff',
    ),
    fc.constantFrom(
      '/api',
      '/api/v1',
      '/api/v2/generate',
      '/metrics',
      '/favicon.ico',
      '/.env',
      '/.git/config',
      '//',
      '/%',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/api/v1/__proto__',
      '/*',
      '/health/live/..',
      '/health/..',
      '/assets',
    ),
  ),
  headers: hostileHeaders,
});

describe(`Requests that nobody should send (FUZZ_SEED=${seed})`, () => {
  let target: Target;
  const limit = isFull ? 60 * 60_000 : 5 * 60_000;

  beforeAll(async () => {
    target = await Target.start();
  });

  it.each(Object.entries(shares))(
    'to %s',
    async (tag, share) => {
      const operations = target.operations.filter(
        (operation) => operation.tag === tag && !control.test(operation.name),
      );
      const inputs = fc.oneof(...operations.map((operation) => requestsFor(operation, known)));
      await fuzz(inputs, isFull ? share * 20 : share, (request) => target.check(request));
      await target.expectCalm();
    },
    limit,
  );

  it(
    'to addresses that are not documented',
    async () => {
      await fuzz(elsewhere, isFull ? 6_000 : 300, (request) => target.check(request));
      await target.expectCalm();
    },
    limit,
  );

  afterAll(() => target.report());
});
