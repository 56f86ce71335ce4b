/** Smaller pieces cost more than they win: every piece runs through all weights once. */
const smallest = 16;
/** How many of their steps a piece may take from the texts: more where so many wait that a larger step serves everybody better. */
const patience = 1;
const patienceInACrowd = 2;
/** Weight of the newest measurement. */
const freshness = 0.3;

/**
 * Says how much of a prompt is read at once. While texts are being written, a piece may take about as long as one of
 * their steps, so that they keep their pace; alone, a prompt is read in the largest pieces. Where more wait than write, a piece is
 * twice as long: else prompts would be read more slowly than texts end, and the slots would never fill. Learns from the steps that have run.
 */
export class PrefillPace {
  private secondsPerToken?: number;
  private secondsPerStep?: number;

  /** @param largest tokens of a piece at most */
  constructor(private readonly largest: number) {}

  /**
   * @param streams texts that are being written meanwhile
   * @param waiting requests whose prompts wait to be read
   */
  chunk(streams: number, waiting: number): number {
    if (streams === 0 || this.secondsPerToken === undefined || this.secondsPerStep === undefined) return this.largest;
    const steps = waiting > streams ? patienceInACrowd : patience;
    const affordable = Math.floor((steps * this.secondsPerStep) / this.secondsPerToken);
    return Math.min(this.largest, Math.max(smallest, affordable));
  }

  /** A piece of `tokens` tokens has been read. */
  read(tokens: number, seconds: number): void {
    this.secondsPerToken = blend(this.secondsPerToken, seconds / tokens);
  }

  /** Every text has got a token. */
  wrote(seconds: number): void {
    this.secondsPerStep = blend(this.secondsPerStep, seconds);
  }
}

function blend(before: number | undefined, now: number): number {
  return before === undefined ? now : before + freshness * (now - before);
}
