import type { IdeaWriter } from './idea-writer.js';

/** A JSON array with an idea on every line. */
export const jsonWriter: IdeaWriter = {
  contentType: 'application/json; charset=utf-8',
  opening: '[\n',
  separator: ',\n',
  closing: '\n]\n',
  write: (idea) => JSON.stringify(idea),
};
