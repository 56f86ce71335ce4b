/** Smaller pieces cost more than they win: every piece runs through all weights once. */
const smallest = 16;
/** How many of their steps a piece may take from the streams. */
const patience = 1;
/** Weight of the newest measurement. */
const freshness = 0.3;

/**
 * Says how much of a prompt is read at once. While texts are being written, a piece may take about as long as one of
 * their steps, so that they keep their pace; alone, a prompt is read in the largest pieces. Learns from the steps that have run.
 */
export class PrefillPace {
  private secondsPerToken?: number;
  private secondsPerStep?: number;

  /** @param largest tokens of a piece at most */
  constructor(private readonly largest: number) {}

  /** @param streams texts that are being written meanwhile */
  chunk(streams: number): number {
    if (streams === 0 || this.secondsPerToken === undefined || this.secondsPerStep === undefined) return this.largest;
    const affordable = Math.floor((patience * this.secondsPerStep) / this.secondsPerToken);
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
