import { createHash, timingSafeEqual } from 'node:crypto';

/** What a key may open: `admin` everything, `generate` everything that changes no model, `metrics` nothing but /metrics. */
export const scopes = ['generate', 'metrics', 'admin'] as const;
export type Scope = (typeof scopes)[number];

/** A key as the service knows it: who holds it and what it opens, never the key itself. */
export interface ApiKey {
  name: string;
  scopes: readonly Scope[];
  /** SHA-256 of the key. */
  digest: Buffer;
}

const form = /^([A-Za-z0-9_-]{1,32}):([a-z+]+):(?:sha256-([0-9a-f]{64})|([\x21-\x7e]{16,256}))$/;

/** Reads `name:scope+scope:key`, the key plain or as `sha256-` and its digest in hex; undefined where it is not that. */
export function parseApiKey(text: string): ApiKey | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, name, words] = match;
  const [digest, plain] = match.slice(3) as (string | undefined)[];
  // A digest with an error in it is no plain key.
  if (plain?.startsWith('sha256-')) return undefined;
  const known = scopes.filter((scope) => words.split('+').includes(scope));
  if (known.length !== words.split('+').length) return undefined;
  return { name, scopes: known, digest: digest === undefined ? digestOf(plain ?? '') : Buffer.from(digest, 'hex') };
}

/** The key that somebody shows. All are compared, each in constant time: how long it takes tells nothing. */
export function findKey(keys: readonly ApiKey[], shown: string): ApiKey | undefined {
  const digest = digestOf(shown);
  return keys.filter((key) => timingSafeEqual(key.digest, digest)).at(0);
}

export function opens({ scopes: has }: ApiKey, scope: Scope): boolean {
  return has.includes(scope) || has.includes('admin');
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
