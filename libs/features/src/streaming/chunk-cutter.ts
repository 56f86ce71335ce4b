import { lengthOf } from '@muse/core/generations/length-of.js';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Cuts a text into chunks of at most `size` characters (code points), each as long as possible and never inside a grapheme
 * (a family emoji, a letter with its accent); only a grapheme that is longer than `size` itself is cut.
 */
export function cutText(text: string, size: number): string[] {
  const chunks: string[] = [];
  let chunk = '';
  let length = 0;
  for (const { segment } of segmenter.segment(text)) {
    for (const piece of lengthOf(segment) <= size ? [segment] : segment) {
      const pieceLength = lengthOf(piece);
      if (length + pieceLength > size) {
        chunks.push(chunk);
        chunk = '';
        length = 0;
      }
      chunk += piece;
      length += pieceLength;
    }
  }
  if (chunk !== '') chunks.push(chunk);
  return chunks;
}

/**
 * How much of a growing text may be sent: all but its last grapheme, because what comes next may still belong to it (an
 * accent, a joined emoji). An index in UTF-16 units.
 */
export function settledLength(text: string): number {
  let last = 0;
  for (const { index } of segmenter.segment(text)) last = index;
  return last;
}
