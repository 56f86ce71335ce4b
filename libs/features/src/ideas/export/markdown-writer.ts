import type { IdeaDto } from '../../generation/idea.dto.js';
import type { IdeaWriter } from './idea-writer.js';

/** Markdown: a heading for each idea, its text, and a line for everything that is known of it. */
export const markdownWriter: IdeaWriter = {
  contentType: 'text/markdown; charset=utf-8',
  opening: '# Creative Muse\n',
  separator: '',
  closing: '',
  write: (idea) => `\n## ${onOneLine(idea.title)}\n\n${asWritten(idea.content)}\n\n${factsOf(idea).join('\n')}\n`,
};

function factsOf(idea: IdeaDto): string[] {
  const facts = [
    ['prompt', idea.prompt],
    ['angle', idea.angle ?? ''],
    ['made of', idea.parent_id ?? ''],
    ['instruction', idea.instruction ?? ''],
    ['category', idea.category],
    ['language', idea.language],
    ['model', idea.model_used],
    ['rating', idea.rating === null ? '' : `${idea.rating} of 5`],
    ['favourite', idea.favourite ? 'yes' : ''],
    ['created', idea.created_at],
    ['id', idea.id],
  ];
  return facts.filter(([, value]) => value !== '').map(([name, value]) => `- ${name}: ${onOneLine(value)}`);
}

function onOneLine(text: string): string {
  return asWritten(text.replace(/\s+/g, ' '));
}

/** Text that is shown as it was written: none of it is a heading, a list, a link or HTML, and its lines stay lines. */
function asWritten(text: string): string {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => escapeBeginning(line.trim().replace(/[\\`*_[\]<>&~|$]/g, '\\$&')));
  // A backslash at the end breaks the line; an empty line ends the paragraph.
  return lines.map((line, n) => (line !== '' && (lines[n + 1] ?? '') !== '' ? `${line}\\` : line)).join('\n');
}

/** What makes a heading, a list or a rule of a line. */
function escapeBeginning(line: string): string {
  return line.replace(/^([#+\-=:])/, '\\$1').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}
