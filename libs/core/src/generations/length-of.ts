/** Number of characters (code points) of a text. */
export function lengthOf(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // The second half of a surrogate pair does not count again.
    if (unit < 0xdc00 || unit > 0xdfff) length += 1;
  }
  return length;
}
