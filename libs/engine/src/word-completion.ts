/** What word completion asks of a vocabulary. */
export interface WordPieces {
  /** Whether the token begins with white space, and so begins a word. */
  beginsWord(tokenId: number): boolean;
  /** Whether the token holds a letter or a digit. */
  isWordy(tokenId: number): boolean;
}

/**
 * Helps a small model to spell the words of its prompt: when it has begun such a word, piece by piece as the prompt has it,
 * this names the piece that goes on. A model that spells by itself does not need it.
 */
export class WordCompletion {
  /** Pieces so far (ids joined) -> the pieces that may follow. */
  private readonly following = new Map<string, Set<number>>();
  private written = '';

  constructor(
    promptTokenIds: readonly number[],
    private readonly pieces: WordPieces,
  ) {
    for (const word of this.wordsOf(promptTokenIds)) this.remember(word);
  }

  /** The pieces that complete the word that is being written; none where it is no word of the prompt. */
  get candidates(): Iterable<number> {
    return this.following.get(this.written) ?? [];
  }

  /** Takes the next token of the answer. */
  push(tokenId: number): void {
    this.written = this.pieces.beginsWord(tokenId) || this.written === '' ? `${tokenId}` : `${this.written} ${tokenId}`;
  }

  private wordsOf(tokenIds: readonly number[]): number[][] {
    const words: number[][] = [];
    for (const tokenId of tokenIds) {
      if (this.pieces.beginsWord(tokenId) || words.length === 0) words.push([]);
      words[words.length - 1].push(tokenId);
    }
    return words.map((word) => word.slice(0, word.findLastIndex((tokenId) => this.pieces.isWordy(tokenId)) + 1));
  }

  private remember(word: readonly number[]): void {
    for (let length = 1; length < word.length; length += 1) {
      const begun = word.slice(0, length).join(' ');
      const next = this.following.get(begun) ?? new Set();
      this.following.set(begun, next.add(word[length]));
    }
  }
}
