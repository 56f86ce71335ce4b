import { cursorAt } from '@muse/core/ideas/idea-cursor.js';
import type { IdeaFilter } from '@muse/core/ideas/idea-filter.js';
import type { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { toIdeaDto } from '../../generation/idea.dto.js';
import { csvWriter } from './csv-writer.js';
import type { ExportFormat, IdeaWriter } from './idea-writer.js';
import { jsonWriter } from './json-writer.js';
import { markdownWriter } from './markdown-writer.js';

export const writers: Readonly<Record<ExportFormat, IdeaWriter>> = {
  json: jsonWriter,
  csv: csvWriter,
  md: markdownWriter,
};

/** Ideas of one piece of text: few enough that nothing is felt of them in memory. */
const ideasPerPiece = 100;

/** The file of all ideas that meet a filter, the newest first, in pieces; the next ideas are read when the next piece is wanted. */
export async function* exportText(
  { opening, separator, closing, write }: IdeaWriter,
  ideas: IdeaRepository,
  filter: IdeaFilter,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  let page = await ideas.list(ideasPerPiece, undefined, filter, signal);
  yield opening + page.map(toIdeaDto).map(write).join(separator);
  while (page.length === ideasPerPiece) {
    page = await ideas.list(ideasPerPiece, cursorAt(page[page.length - 1]), filter, signal);
    yield page.map((idea) => separator + write(toIdeaDto(idea))).join('');
  }
  yield closing;
}
