import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import { hostileJson, hostileText, hostileValue, inheritedNames } from './hostile.js';
import type { Schema } from './operations.js';
import { type Known, valueOf } from './values.js';

/** A body before it is bytes: short enough to be read in a failure. */
export interface Body {
  text: string;
  type: string;
  encoding: keyof typeof encoders;
}

const encoders = {
  none: (body: Buffer) => body,
  identity: (body: Buffer) => body,
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  /** Says that it is compressed, and is not. */
  'gzip, a lie': (body: Buffer) => body,
  'gzip, broken off': (body: Buffer) => gzipSync(body).subarray(0, -6),
  /** 30 MB of blanks in some kilobytes. */
  'gzip, a bomb': () => bomb,
  'gzip, gzip': (body: Buffer) => gzipSync(gzipSync(body)),
  zstd: (body: Buffer) => body,
} as const satisfies Record<string, (body: Buffer) => Buffer>;

const bomb = gzipSync(Buffer.alloc(30_000_000, ' '));

/** The bytes of a body and the headers that go with them. */
export function encode({ text, type, encoding }: Body): { bytes: Buffer; headers: Record<string, string> } {
  const bytes = encoders[encoding](Buffer.from(text, /utf-?16/i.test(type) ? 'utf16le' : 'utf8'));
  const name = encoding === 'gzip, gzip' ? encoding : encoding.split(',')[0];
  const headers = { ...(type === '' ? {} : { 'content-type': type }), 'content-length': String(bytes.length) };
  return { bytes, headers: name === 'none' ? headers : { ...headers, 'content-encoding': name } };
}

const json: Arbitrary<Omit<Body, 'text'>> = fc.constant({ type: 'application/json', encoding: 'none' });

/** Types and encodings, most of which the service refuses. */
const wrapped: Arbitrary<Omit<Body, 'text'>> = fc.record({
  type: fc.constantFrom(
    'application/json',
    'application/json; charset=utf-8',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/json; charset="',
    'application/json; charset=__proto__',
    'APPLICATION/JSON;;',
    'application/problem+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/html; charset=\xff',
    '*/*',
    '/',
    '',
  ),
  encoding: fc.constantFrom(...(Object.keys(encoders) as (keyof typeof encoders)[])),
});

/** A body that the schema allows. */
export function validBody(schema: Schema, known: Known): Arbitrary<Body> {
  return fc.tuple(valueOf(schema, known).map(toText), json).map(([text, rest]) => ({ text, ...rest }));
}

/** A body that was one the schema allows, until something was done to it. */
export function hostileBody(schema: Schema, known: Known): Arbitrary<Body> {
  const valid = valueOf(schema, known) as Arbitrary<Record<string, unknown>>;
  const field = fc.constantFrom(...Object.keys(schema.properties));
  const text = fc.oneof(
    {
      arbitrary: fc.tuple(valid, field, hostileValue).map(([body, name, value]) => toText({ ...body, [name]: value })),
      weight: 6,
    },
    {
      arbitrary: fc
        .tuple(valid, fc.dictionary(field, hostileValue))
        .map(([body, more]) => toText({ ...body, ...more })),
      weight: 1,
    },
    {
      arbitrary: fc
        .tuple(valid, fieldName, hostileValue)
        .map(([body, name, value]) => withRaw(body, name, toText(value))),
      weight: 2,
    },
    { arbitrary: fc.tuple(valid, field, hostileJson).map(([body, name, raw]) => withRaw(body, name, raw)), weight: 2 },
    { arbitrary: fc.tuple(valid, field).map(([body, name]) => toText({ ...body, [name]: undefined })), weight: 1 },
    { arbitrary: fc.tuple(valid.map(toText), fc.nat(), hostileText).map(brokenOff), weight: 1 },
    { arbitrary: hostileValue.map(toText), weight: 1 },
    { arbitrary: hostileJson, weight: 1 },
    { arbitrary: hostileText, weight: 1 },
  );
  return fc
    .oneof(
      { arbitrary: fc.tuple(text, json), weight: 8 },
      { arbitrary: fc.tuple(fc.oneof(valid.map(toText), text), wrapped), weight: 2 },
    )
    .map(([content, rest]) => ({ text: content, ...rest }));
}

const fieldName = fc.oneof(fc.constantFrom(...inheritedNames, 'polluted', 'resumable'), hostileText);

function toText(value: unknown): string {
  return JSON.stringify(value);
}

/** The object with one more field at its end, which may be there already: its value is written as it is. */
function withRaw(body: Record<string, unknown>, name: string, raw: string): string {
  return `${toText(body).slice(0, -1)},${toText(name)}:${raw}}`;
}

function brokenOff([text, place, junk]: [string, number, string]): string {
  return text.slice(0, place % text.length) + junk;
}
