import fc, { type Arbitrary } from 'fast-check';
import { type Body, hostileBody, validBody } from './bodies.js';
import { hostileHeaders } from './headers.js';
import { hostileText } from './hostile.js';
import type { Operation, Parameter } from './operations.js';
import { type Known, valueOf } from './values.js';

/** A request, as a failure shows it. `{idea}` and `{batch}` in its address stand for ids that exist. */
export interface FuzzRequest {
  operation: string;
  method: string;
  address: string;
  headers: Record<string, string>;
  body?: Body;
}

/** Requests for an operation: some as the document says, most not. */
export function requestsFor(operation: Operation, known: Known): Arbitrary<FuzzRequest> {
  const { name, method, body } = operation;
  const bodies =
    body === undefined ? unasked : fc.oneof(validBody(body, known), { arbitrary: hostileBody(body, known), weight: 5 });
  return fc
    .record({
      method: fc.oneof(
        { arbitrary: fc.constant(method), weight: 25 },
        fc.constantFrom('PUT', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE', 'PROPFIND'),
      ),
      address: addressOf(operation, known),
      headers: hostileHeaders,
      body: bodies,
    })
    .map((request) => ({ operation: name, ...request }));
}

/** A body where none is expected. */
const unasked = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 5 },
  hostileText.map((text): Body => ({ text, type: 'application/json', encoding: 'none' })),
  fc.constantFrom<Body>(
    { text: '{}', type: 'application/json', encoding: 'gzip' },
    { text: 'a=b', type: 'text/plain', encoding: 'none' },
  ),
);

function addressOf({ path, parameters }: Operation, known: Known): Arbitrary<string> {
  const names = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  const places = fc.record(Object.fromEntries(names.map((name) => [name, placeOf(name, known)])));
  const plain = places.map((values) => path.replace(/\{(\w+)\}/g, (_, name: string) => values[name]));
  const twisted = fc.tuple(plain, fc.constantFrom(...twists)).map(([address, twist]) => twist(address));
  return fc
    .tuple(fc.oneof({ arbitrary: plain, weight: 15 }, twisted), queryOf(parameters, known))
    .map(([address, query]) => (query === '' ? address : `${address}?${query}`));
}

const twists: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => path.replaceAll('/', '//'),
  (path) => path.toUpperCase(),
  (path) => `${path}/..`,
  (path) => `${path}/%2e%2e/%2e%2e/stats`,
  (path) => `${path}%00`,
  (path) => `${path};a=b`,
  (path) => path.replace(/\w$/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => `${path}/${'a/'.repeat(2_000)}`,
  (path) => `${path}x`,
];

const oddPlaces = [
  '%2e%2e',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  '%0d%0aX-Injected:%201',
  '%',
  '%ff',
  '%c0%af',
  '%u0041',
  '{key}',
  '*',
  ':',
  '__proto__',
  'constructor',
  'a'.repeat(7_000),
];

/** What stands in a path in the place of a parameter. */
function placeOf(name: string, known: Known): Arbitrary<string> {
  const valid = (known[name] as Arbitrary<string> | undefined) ?? fc.constantFrom('{idea}', '{batch}');
  const short = hostileText.filter(({ length }) => length > 0 && length < 1_000).map(encodeText);
  return fc.oneof(
    { arbitrary: valid, weight: 3 },
    { arbitrary: fc.constantFrom(...oddPlaces), weight: 2 },
    { arbitrary: short, weight: 2 },
  );
}

function queryOf(parameters: readonly Parameter[], known: Known): Arbitrary<string> {
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  if (inQuery.length === 0) return fc.oneof({ arbitrary: fc.constant(''), weight: 4 }, junk);
  const pairs = fc.array(
    fc.constantFrom(...inQuery).chain((parameter) => pairOf(parameter, known)),
    { maxLength: 5 },
  );
  return fc.oneof({ arbitrary: pairs.map((all) => all.join('&')), weight: 6 }, junk);
}

/** A parameter as the document allows it, or in a form that means something to one parser or another. */
function pairOf({ name, schema }: Parameter, known: Known): Arbitrary<string> {
  const valid = (known[name] ?? valueOf(schema)).map((value) => `${name}=${encodeText(String(value))}`);
  const text = hostileText.filter(({ length }) => length < 1_000).map(encodeText);
  const form = fc.constantFrom<(value: string) => string>(
    (value) => `${name}=${value}`,
    (value) => `${name}=${value}&${name}=${value}`,
    (value) => `${name}[]=${value}`,
    (value) => `${name}[a][b]=${value}`,
    (value) => `${name}[__proto__][polluted]=${value}`,
    (value) => `${name}.a=${value}`,
    () => name,
  );
  return fc.oneof(
    valid,
    fc.tuple(form, text).map(([write, value]) => write(value)),
  );
}

const junk = fc.oneof(
  fc.constantFrom(
    '?',
    '&&&',
    '=',
    '==',
    '%',
    '%ff=%ff',
    '__proto__=1',
    '__proto__[polluted]=1',
    'constructor=1',
    'a[]=1',
    'api_key=x',
    `a=${'1'.repeat(7_000)}`,
    'a&'.repeat(1_500),
  ),
  hostileText.filter(({ length }) => length < 1_000).map((text) => `x=${encodeText(text)}`),
);

/** Percent-encoded; halves of characters, which `encodeURIComponent` refuses, as a browser sends them. */
function encodeText(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
