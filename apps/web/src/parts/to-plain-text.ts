/** An idea as text for the clipboard. A text of one line is its own title. */
export function toPlainText({ title, content }: { title: string; content: string }): string {
  return title === content ? title : `${title}\n\n${content}`;
}
