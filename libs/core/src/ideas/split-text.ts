const titlePrefix = /^(?:titel|title|titolo|titre|título)\s*:\s*/iu;
const markdownOpening = /^(?:#{1,6}\s+|>\s+|[-*+]\s+)+/u;
const markdownEmphasis = /(\*\*\*|\*\*|\*|__|`)(?=\S)(.+?)(?<=\S)\1/gu;

/**
 * Splits a model's text into title and content. The title is the first line that is not empty, without a leading
 * `Titel:` (or its translations) and without Markdown marks; the content is the rest, or that line where there is only one.
 */
export function splitText(text: string): { title: string; content: string } {
  const trimmed = text.trim();
  const end = trimmed.indexOf('\n');
  const title = plainTitle(end < 0 ? trimmed : trimmed.slice(0, end));
  const rest = end < 0 ? '' : trimmed.slice(end + 1).trim();
  return { title, content: rest === '' ? title : rest };
}

function plainTitle(line: string): string {
  const unmarked = line.trim().replace(markdownOpening, '').replace(markdownEmphasis, '$2');
  return unmarked.replace(titlePrefix, '').replace(markdownEmphasis, '$2').trim();
}
