import fc, { type Arbitrary } from 'fast-check';

const odd: Readonly<Record<string, readonly string[]>> = {
  accept: [
    '',
    '*',
    'text/event-stream',
    'text/html;q=1.0001',
    'application/json;q=-1',
    ',,,',
    'a/b'.repeat(1_000),
    '\xff',
  ],
  'accept-encoding': ['gzip', 'br;q=0', '*;q=0', 'zstd', '\xff'],
  'accept-charset': ['utf-7'],
  authorization: ['Bearer', 'Bearer ', 'Bearer x', 'Basic eDp5', 'Bearer \xff', 'bearer a b', 'x'.repeat(5_000)],
  connection: ['close', 'upgrade', 'x-request-id', '\xff'],
  cookie: ['a=b; __proto__=c', ';'.repeat(1_000)],
  expect: ['100-continue'],
  forwarded: ['for="[::1]:x"', ';;;'],
  host: ['', 'localhost:99999', 'a b', '[::1', 'x'.repeat(1_000), '\xff'],
  'idempotency-key': ['', 'again', 'x'.repeat(256), '\xff', '__proto__'],
  'if-match': ['*', '"x"'],
  'if-modified-since': ['never', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  'if-none-match': ['*', '"', 'W/"x"', '"a", "b'],
  'last-event-id': ['', '0', '-1', 'end', '\xff', `${'0'.repeat(36)}:99999999999999999999`, 'x'.repeat(5_000)],
  origin: ['null', 'https://elsewhere.example', '\xff'],
  range: ['bytes=0-', 'bytes=99999999-', 'bytes=5-1', 'bytes=-1', 'items=0-1', `bytes=${'0-,'.repeat(1_000)}`],
  te: ['trailers, chunked'],
  upgrade: ['websocket', 'h2c', 'TLS/1.0'],
  'x-api-key': ['', 'x', '\xff', 'x'.repeat(5_000)],
  'x-forwarded-for': ['1.2.3.4', 'x'.repeat(1_000), "'; --", ','.repeat(100)],
  'x-forwarded-proto': ['javascript'],
  'x-http-method-override': ['DELETE', '__proto__'],
  'x-request-id': ['', 'ok-1', 'x'.repeat(65), '../..', '\xff', '<b>', '__proto__'],
};

const entry = fc
  .constantFrom(...Object.entries(odd))
  .chain(([name, values]) => fc.constantFrom(...values).map((value): [string, string] => [name, value]));

const many = Array.from({ length: 500 }, (_, i): [string, string] => [`x-${i}`, 'y']);

/** Headers that a client may send through a well-behaved library; those that none sends are in `raw-bytes.ts`. */
export const hostileHeaders: Arbitrary<Record<string, string>> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 60 },
  { arbitrary: fc.array(entry, { minLength: 1, maxLength: 3 }).map(Object.fromEntries), weight: 40 },
  { arbitrary: fc.constant(Object.fromEntries(many)), weight: 1 },
) as Arbitrary<Record<string, string>>;
