import type { BatchItem, ExportFormat } from '@creative-muse/client';

const mediaTypes = { md: 'text/markdown', csv: 'text/csv', json: 'application/json' } as const;
const columns = ['index', 'model', 'state', 'prompt', 'title', 'content', 'error'] as const;

/** What is there of a batch, as a file: every item, those too that failed or wait. */
export function toExport(items: readonly BatchItem[], format: ExportFormat): Blob {
  const write = { md: toMarkdown, csv: toCsv, json: toJson }[format];
  return new Blob([write(items)], { type: `${mediaTypes[format]};charset=utf-8` });
}

export function toJson(items: readonly BatchItem[]): string {
  return `${JSON.stringify(items, undefined, 2)}\n`;
}

export function toCsv(items: readonly BatchItem[]): string {
  const rows = items.map(({ index, model, state, prompt, idea, error }) => [
    String(index + 1),
    model,
    state,
    prompt,
    idea?.title ?? '',
    idea?.content ?? '',
    error === undefined ? '' : `${error.code}: ${error.detail}`,
  ]);
  // The mark tells spreadsheets that it is UTF-8.
  return `\uFEFF${[[...columns], ...rows].map((row) => row.map(quote).join(',')).join('\r\n')}\r\n`;
}

export function toMarkdown(items: readonly BatchItem[]): string {
  return items.map(toSection).join('\n');
}

function toSection({ prompt, model, state, idea, error }: BatchItem): string {
  const about = `*${prompt}* (${model})`;
  if (idea) return `## ${idea.title}\n\n${about}\n${idea.content === idea.title ? '' : `\n${idea.content}\n`}`;
  return `## ${prompt}\n\n${model}: ${error === undefined ? state : `${state}, ${error.detail}`}\n`;
}

/** A field that begins like a formula gets an apostrophe: a spreadsheet would work it out. */
function quote(field: string): string {
  const safe = /^[=+\-@\t\r]/.test(field) ? `'${field}` : field;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
