import type { ValueTransformer } from 'typeorm';

/** The control character SUBSTITUTE: with a 0 it stands for U+0000, with a 1 for itself. */
const substitute = '\u001a';

const escaped = new RegExp(`${substitute}([01])`, 'g');

/** For columns of text that may hold any character: PostgreSQL refuses U+0000, and the embedded database ends a text there. */
export const wholeText = {
  to: <T extends string | null | undefined>(text: T): T => change(text, escape),
  from: <T extends string | null | undefined>(kept: T): T => change(kept, unescape),
} satisfies ValueTransformer;

function change<T>(value: T, how: (text: string) => string): T {
  return (typeof value === 'string' ? how(value) : value) as T;
}

function escape(text: string): string {
  return text.replaceAll(substitute, `${substitute}1`).replaceAll('\0', `${substitute}0`);
}

function unescape(kept: string): string {
  return kept.replace(escaped, (_, digit) => (digit === '0' ? '\0' : substitute));
}
