/** What word completion asks of a vocabulary. */
export interface WordPieces {
  /** Whether the token begins with white space, and so begins a word. */
  beginsWord(tokenId: number): boolean;
  /** Whether the token holds a letter or a digit. */
  isWordy(tokenId: number): boolean;
  /** Whether the token ends with a digit. */
  endsWithDigit(tokenId: number): boolean;
}

/** A beginning of a word of the prompt. */
interface Beginning {
  /** The pieces that may follow. */
  readonly pieces: number[];
  /** A piece that may follow -> the longer beginning. */
  readonly longer: Map<number, Beginning>;
  /** Whether a word of the prompt ends here, with a digit that is not all of it. */
  isNumbered: boolean;
}

const none: readonly number[] = [];

/**
 * Helps a small model to spell the words of its prompt: when it has begun such a word, piece by piece as the prompt has it,
 * this names the piece that goes on, and says where a number ends, whose digits look all alike to the model; and it names the
 * pieces that begin a long word. A model that spells by itself does not need it.
 */
export class WordCompletion {
  /** The first pieces of the words that have more than one. */
  readonly beginnings: readonly number[];
  private readonly empty: Beginning = { pieces: [], longer: new Map(), isNumbered: false };
  /** The word that is being written; undefined where it is no word of the prompt. */
  private written: Beginning | undefined = undefined;
  private started = false;
  private most = 0;

  constructor(
    promptTokenIds: readonly number[],
    private readonly pieces: WordPieces,
  ) {
    const words = this.wordsOf(promptTokenIds);
    this.beginnings = [...new Set(words.filter(({ length }) => length > 1).map(([first]) => first))];
    for (const word of words) this.remember(word);
  }

  /** The pieces that complete the word that is being written; none where it is no word of the prompt. */
  get candidates(): readonly number[] {
    return this.written?.pieces ?? none;
  }

  /** Whether a word of the prompt has just been written to its last digit: with one more it would be another number. */
  get isNumberComplete(): boolean {
    return this.written !== undefined && this.written.isNumbered && this.written.pieces.length === 0;
  }

  /** How many candidates there can be. */
  get mostCandidates(): number {
    return this.most;
  }

  /** Takes the next token of the answer. */
  push(tokenId: number): void {
    const begun = this.started && !this.pieces.beginsWord(tokenId) ? this.written : this.empty;
    this.written = begun?.longer.get(tokenId);
    this.started = true;
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
    let begun = this.empty;
    for (const tokenId of word) {
      let longer = begun.longer.get(tokenId);
      if (longer === undefined) {
        longer = { pieces: [], longer: new Map(), isNumbered: false };
        begun.longer.set(tokenId, longer);
        begun.pieces.push(tokenId);
        // What begins a word is never a candidate.
        if (begun !== this.empty) this.most = Math.max(this.most, begun.pieces.length);
      }
      begun = longer;
    }
    begun.isNumbered = word.length > 1 && this.pieces.endsWithDigit(word[word.length - 1]);
  }
}
