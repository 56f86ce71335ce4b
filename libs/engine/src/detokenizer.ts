import type { TokenBytes } from './token-bytes.js';

/**
 * Turns the tokens of one sequence into text as they come: linear in the text, and never half a character, because the
 * bytes of a character that is not complete yet wait for the rest. White space before the first word is left out, unless
 * the text goes on from its prompt.
 */
export class Detokenizer {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  private started: boolean;

  constructor(
    private readonly tokenBytes: TokenBytes,
    { keepLeadingSpace = false } = {},
  ) {
    this.started = keepLeadingSpace;
  }

  /** The text that this token completes; often empty within a character of several tokens. */
  push(tokenId: number): string {
    return this.fromFirstWord(this.decoder.decode(this.tokenBytes.of(tokenId), { stream: true }));
  }

  /** What is left at the end: nothing, or U+FFFD for a character that never became complete. */
  flush(): string {
    return this.fromFirstWord(this.decoder.decode());
  }

  private fromFirstWord(text: string): string {
    if (this.started) return text;
    const trimmed = text.trimStart();
    this.started = trimmed !== '';
    return trimmed;
  }
}
