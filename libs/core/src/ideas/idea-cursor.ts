import type { Idea } from './idea.js';
import type { IdeaCursor } from './idea-repository.js';

/** Where a page ends whose last idea this is. */
export function cursorAt({ createdAt, id }: Pick<Idea, 'createdAt' | 'id'>): IdeaCursor {
  return { createdAt: createdAt.getTime(), id };
}

/** Writes a cursor as the opaque text that clients hand back. */
export function encodeCursor({ createdAt, id }: Pick<Idea, 'createdAt' | 'id'>): string {
  return Buffer.from(`${createdAt.getTime()} ${id}`).toString('base64url');
}

/** Reads a cursor; undefined where the text is not one of ours. */
export function decodeCursor(text: string): IdeaCursor | undefined {
  const match = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(Buffer.from(text, 'base64url').toString());
  return match === null ? undefined : { createdAt: Number(match[1]), id: match[2] };
}
