import type { IdeaDto } from '../../generation/idea.dto.js';
import type { IdeaWriter } from './idea-writer.js';

type Cell = string | number | boolean | null;

const columns: readonly (readonly [name: string, of: (idea: IdeaDto) => Cell])[] = [
  ['id', (idea) => idea.id],
  ['title', (idea) => idea.title],
  ['content', (idea) => idea.content],
  ['category', (idea) => idea.category],
  ['language', (idea) => idea.language],
  ['prompt', (idea) => idea.prompt],
  ['rating', (idea) => idea.rating],
  ['favourite', (idea) => idea.favourite],
  ['created_at', (idea) => idea.created_at],
  ['generation_method', (idea) => idea.generation_method],
  ['model_used', (idea) => idea.model_used],
  ['generation_time', (idea) => idea.generation_time],
  ['cached', (idea) => idea.cached],
  ['prompt_tokens', (idea) => idea.usage.prompt_tokens],
  ['completion_tokens', (idea) => idea.usage.completion_tokens],
  ['angle', (idea) => idea.angle],
  ['parent_id', (idea) => idea.parent_id],
  ['instruction', (idea) => idea.instruction],
];

/** What spreadsheets take for the beginning of a formula, the full-width forms included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** CSV of RFC 4180. Begins with the byte order mark, without which Excel does not read UTF-8. */
export const csvWriter: IdeaWriter = {
  contentType: 'text/csv; charset=utf-8; header=present',
  opening: `\ufeff${columns.map(([name]) => name).join(',')}\r\n`,
  separator: '',
  closing: '',
  write: (idea) => `${columns.map(([, of]) => toCell(of(idea))).join(',')}\r\n`,
};

/** Text that a spreadsheet would run as a formula gets an apostrophe in front, and stays text. */
function toCell(value: Cell): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
