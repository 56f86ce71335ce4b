/** A text as it is read: a title, and what stands below it. */
export interface Reading {
  title: string;
  content: string;
}

/** Characters of a line that is still a title; a longer one is a text by itself. */
const longestTitle = 90;
/** What models put before a title, as the service takes it away at the end. */
const beforeTitle = /^(?:#{1,6}\s+|>\s+|[-*+]\s+)*(?:\*\*|__)?(?:(?:titel|title|titolo|titre|título)\s*:\s*)?/iu;
const afterTitle = /(?:\*\*|__)\s*$/u;

/** Reads a text while it is written: nothing jumps when it becomes an idea. */
export function readText(text: string): Reading {
  const [first = '', ...rest] = text.trimStart().split('\n');
  return asReading(first.replace(beforeTitle, '').replace(afterTitle, ''), rest.join('\n').trim());
}

/** Reads an idea. Where its text is one line, title and content are the same. */
export function readIdea({ title, content }: { title: string; content: string }): Reading {
  return asReading(title, content === title ? '' : content);
}

function asReading(title: string, content: string): Reading {
  return content === '' && [...title].length > longestTitle ? { title: '', content: title } : { title, content };
}
