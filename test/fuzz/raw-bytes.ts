import { gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import { secrets } from './invariants.js';

/**
 * Bytes for a connection of their own, one character each, and what has to come back. Where answers are expected, the last
 * request says that the connection ends; everywhere else the client says that it sends nothing more, which the service takes for a hang-up.
 */
export interface RawInput {
  bytes: string;
  /** refused: the last answer is a 4xx. silence: none may come. answered: so many come, all from the service and none from the parser. */
  expects: 'anything' | 'refused' | 'silence' | { answers: number };
}

const host = `Host: fuzz\r\nX-API-Key: ${secrets.key}\r\n`;
const get = `GET /api/v1/models HTTP/1.1\r\n${host}\r\n`;
const live = `GET /health/live HTTP/1.1\r\n${host}\r\n`;
const last = `GET /health/live HTTP/1.1\r\n${host}Connection: close\r\n\r\n`;
const post = (headers: string, body: string): string =>
  `POST /api/v1/generate HTTP/1.1\r\n${host}Content-Type: application/json\r\n${headers}\r\n${body}`;
const idea = '{"prompt":"Regen","max_tokens":1}';
const whole = post(`Content-Length: ${idea.length}\r\n`, idea);
const chunked = (body: string): string => post('Transfer-Encoding: chunked\r\n', body);
const wrong = '{"prompt":1}';
const zipped = gzipSync(idea).toString('latin1');

const refused = [
  'GET\r\n\r\n',
  'G\0T / HTTP/1.1\r\n\r\n',
  `get / HTTP/1.1\r\n${host}\r\n`,
  `GET / HTTP/9.9\r\n${host}\r\n`,
  `GET / HTTX/1.1\r\n${host}\r\n`,
  'GET / HTTP/1.1\r\n\r\n',
  `GET /\x01 HTTP/1.1\r\n${host}\r\n`,
  `GET / HTTP/1.1\r\n${host}Bad Header: x\r\n\r\n`,
  `GET / HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`,
  `GET / HTTP/1.1\r\n${host}X: a\rY: b\r\n\r\n`,
  `GET / HTTP/1.1\r\n${host}: x\r\n\r\n`,
  `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(70_000)}\r\n\r\n`,
  `GET /${'x'.repeat(70_000)} HTTP/1.1\r\n${host}\r\n`,
  post('Content-Length: abc\r\n', idea),
  post('Content-Length: -1\r\n', idea),
  post('Content-Length: 99999999999999999999\r\n', idea),
  post('Content-Length: 5\r\nContent-Length: 6\r\n', idea),
  post(`Content-Length: ${idea.length}\r\nTransfer-Encoding: chunked\r\n`, `0\r\n\r\n`),
  post('Transfer-Encoding: gzip, chunked, chunked\r\n', '0\r\n\r\n'),
  post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'),
  chunked('zz\r\nabc\r\n0\r\n\r\n'),
  chunked('-1\r\nabc\r\n0\r\n\r\n'),
  chunked('fffffffffffffffffff\r\nabc'),
  chunked('3\r\nabcdef\r\n0\r\n\r\n'),
  chunked(`c;ext=${'x'.repeat(40_000)}\r\n${wrong}\r\n0\r\n\r\n`),
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  '\x81\x05hello',
  'SSH-2.0-OpenSSH_9.6\r\n',
  '*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n',
  // Broken off in the middle: the client says that nothing more comes.
  'GET / HT',
  `GET / HTTP/1.1\r\n${host}X-Half: `,
];

const inputs: readonly RawInput[] = [
  ...refused.map((bytes): RawInput => ({ bytes, expects: 'refused' })),
  { bytes: '', expects: 'silence' },
  { bytes: '\r\n\r\n', expects: 'silence' },
  { bytes: `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`, expects: 'silence' },
  { bytes: 'GET /\r\n\r\n', expects: 'anything' },
  { bytes: 'GET /health/live HTTP/1.0\r\n\r\n', expects: { answers: 1 } },
  { bytes: `GET /health/live HTTP/1.1\r\n${host}Expect: the-impossible\r\n\r\n`, expects: 'refused' },
  { bytes: post(`Expect: 100-continue\r\nContent-Length: ${idea.length}\r\n`, idea), expects: 'anything' },
  answered([`GET http://elsewhere.example/health/live HTTP/1.1\r\n${host}\r\n`]),
  answered([`OPTIONS * HTTP/1.1\r\n${host}\r\n`]),
  {
    bytes: `GET /health/live HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: Upgrade\r\n\r\n`,
    expects: 'refused',
  },
  answered([whole, live, get]),
  answered(Array<string>(10).fill(live)),
  answered([chunked(`${idea.length.toString(16)}\r\n${idea}\r\n0\r\n\r\n`), live]),
  answered([chunked(`c\r\n${wrong}\r\n0\r\nX-Trailer: a\r\n\r\n`)]),
  answered([post(`Content-Encoding: gzip\r\nContent-Length: ${zipped.length}\r\n`, zipped)]),
  // The body is shorter than it says, and nothing more comes.
  { bytes: post('Content-Length: 500\r\n', idea), expects: 'anything' },
  { bytes: chunked(`c\r\n${wrong}\r\n`), expects: 'anything' },
  // The rest is a request of its own, or none: one must not be taken for the body of the other.
  { bytes: post('Content-Length: 5\r\n', idea), expects: 'refused' },
  { bytes: `${live}\0\0\0\0`, expects: 'refused' },
];

/** Bytes that are HTTP, nearly HTTP, or not at all. */
export const rawInputs: Arbitrary<RawInput> = fc.oneof(
  { arbitrary: fc.constantFrom(...inputs), weight: 5 },
  { arbitrary: fc.constantFrom(get, live, whole, chunked('0\r\n\r\n')).chain(damaged), weight: 5 },
  {
    arbitrary: fc.array(fc.constantFrom(get, live, whole, ...refused), { minLength: 2, maxLength: 5 }).map(joined),
    weight: 2,
  },
  { arbitrary: fc.uint8Array({ maxLength: 300 }).map(fromBytes), weight: 2 },
);

/** A request in which some bytes are others, are missing or are there twice. */
function damaged(bytes: string): Arbitrary<RawInput> {
  const place = fc.nat({ max: bytes.length });
  const change = fc.oneof(
    fc.tuple(place, fc.nat({ max: 255 })).map(
      ([at, byte]) =>
        (text: string) =>
          text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1),
    ),
    fc.tuple(place, place).map(
      ([a, b]) =>
        (text: string) =>
          text.slice(0, Math.min(a, b)) + text.slice(Math.max(a, b)),
    ),
    fc.tuple(place, place).map(
      ([a, b]) =>
        (text: string) =>
          text.slice(0, Math.max(a, b)) + text.slice(Math.min(a, b)),
    ),
    fc.tuple(place, fc.constantFrom('\r\n', '\r', '\n', '\0', ' ', ':', '\t', '\r\n ')).map(
      ([at, piece]) =>
        (text: string) =>
          text.slice(0, at) + piece + text.slice(at),
    ),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => ({ bytes: changes.reduce((text, apply) => apply(text), bytes), expects: 'anything' }));
}

/** Requests one behind the other, without waiting for answers. */
function answered(requests: readonly string[]): RawInput {
  return { bytes: requests.join('') + last, expects: { answers: requests.length + 1 } };
}

function joined(pieces: readonly string[]): RawInput {
  return { bytes: pieces.join(''), expects: 'anything' };
}

function fromBytes(bytes: Uint8Array): RawInput {
  return { bytes: Buffer.from(bytes).toString('latin1'), expects: 'anything' };
}
