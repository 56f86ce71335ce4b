/** An answer that is given: its tokens are read, not chosen. */
export class GivenAnswer {
  private settled: readonly number[];

  /**
   * @param ways the tokens of the text, as it stands and behind a space: white space before the first word is left out of what
   * models write, so that only the model knows which of them it would have written
   */
  constructor(private readonly ways: readonly (readonly number[])[]) {
    this.settled = ways[0];
  }

  /** Tokens at most. */
  get longest(): number {
    return Math.max(...this.ways.map(({ length }) => length));
  }

  /** Its tokens, once it is known how it begins. */
  get tokenIds(): readonly number[] {
    return this.settled;
  }

  /** Decides by the logits of the first token how it begins: as the model would have begun it. */
  settle(logits: Float32Array): void {
    this.settled = this.ways.reduce((best, way) => (logits[way[0]] > logits[best[0]] ? way : best));
  }
}
