import { readCsv } from './read-csv.js';

/** What a column of prompts is called, in the languages of the page. */
const heading = /^(?:prompts?|idea|idee|thema|topic|tema|sujet)$/i;
const separators = [',', ';', '\t'];

/** The prompts of what was typed or pasted, one per line. */
export function readLines(text: string): string[] {
  return withoutMark(text)
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The prompts of a file: of a table those under a heading such as "prompt", else its first column; of any other text its lines. */
export function readFile(name: string, text: string): string[] {
  if (!/\.(?:csv|tsv)$/i.test(name)) return readLines(text);
  const [first = [], ...rest] = readCsv(withoutMark(text), separatorOf(text));
  const column = first.findIndex((field) => heading.test(field.trim()));
  const rows = column === -1 ? [first, ...rest] : rest;
  return rows.map((row) => onOneLine(row[Math.max(column, 0)] ?? '')).filter((prompt) => prompt !== '');
}

/** The one that the first line has most of. */
function separatorOf(text: string): string {
  const [line] = text.split('\n', 1);
  const countOf = (separator: string): number => line.split(separator).length;
  return separators.reduce((best, next) => (countOf(next) > countOf(best) ? next : best));
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Some programs begin a text with a mark of its byte order. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
