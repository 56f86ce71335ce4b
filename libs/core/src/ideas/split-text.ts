const titlePrefix = /^(?:titel|title|titolo|titre|título)\s*:\s*/iu;
const markdownOpening = /^(?:#{1,6}\s+|>\s+|[-*+]\s+)+/u;
// Underscores and asterisks inside a word are part of it: snake_case, 2*3*4.
const markdownEmphasis = /(?<![\p{L}\p{N}])(\*\*\*|\*\*|\*|__|_|~~|`)(?=\S)(.+?)(?<=\S)\1(?![\p{L}\p{N}])/gu;

/**
 * Splits a model's text into title and content. The title is the first line that says something, without a leading
 * `Titel:` (or its translations) and without Markdown marks; the content is the rest, or that line where there is only one.
 */
export function splitText(text: string): { title: string; content: string } {
  const lines = text.trim().split('\n');
  const first = lines.findIndex((line) => plainTitle(line) !== '');
  if (first < 0) return { title: '', content: '' };
  const title = plainTitle(lines[first]);
  const rest = lines
    .slice(first + 1)
    .join('\n')
    .trim();
  return { title, content: rest === '' ? title : rest };
}

function plainTitle(line: string): string {
  const unmarked = line.trim().replace(markdownOpening, '').replace(markdownEmphasis, '$2');
  return unmarked.replace(titlePrefix, '').replace(markdownEmphasis, '$2').trim();
}
