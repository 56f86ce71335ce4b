import { createHash } from 'node:crypto';

/**
 * Tells what a client sent from anything else that it might send, whatever the order of the fields. Of what was sent and not of the
 * request that was made of it: a field that a later version knows, and its default, would make another request of the same words.
 * @param body a body as it was parsed, nested no deeper than `validationPipe` allows
 */
export function fingerprintOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body, inOrder)).digest('hex');
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
