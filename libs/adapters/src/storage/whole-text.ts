import type { ValueTransformer } from 'typeorm';

/** The control character SUBSTITUTE: with a 0 it stands for U+0000, with a 1 for itself. */
const substitute = '\u001a';

/** For columns of text that may hold any character: PostgreSQL refuses U+0000, and the embedded database ends a text there. */
export const wholeText = {
  to: <T extends string | null | undefined>(text: T): T =>
    (typeof text === 'string'
      ? text.replace(/[\0\u001a]/g, (found) => substitute + (found === '\0' ? '0' : '1'))
      : text) as T,
  from: <T extends string | null | undefined>(kept: T): T =>
    (typeof kept === 'string'
      ? kept.replace(/\u001a([01])/g, (_, digit) => (digit === '0' ? '\0' : substitute))
      : kept) as T,
} satisfies ValueTransformer;
