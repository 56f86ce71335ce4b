/** Counts the readers of a generation, and says when the last one has been gone for too long. */
export class Readers {
  private count = 0;
  private timer?: NodeJS.Timeout;
  private closed = false;

  constructor(
    /** Seconds that a reader has to come back; 0 is none. */
    private readonly grace: number,
    private readonly onGone: () => void,
  ) {}

  enter(): void {
    clearTimeout(this.timer);
    this.count += 1;
  }

  leave(): void {
    this.count -= 1;
    if (this.count > 0 || this.closed) return;
    if (this.grace === 0) this.onGone();
    else this.timer = setTimeout(this.onGone, this.grace * 1000);
  }

  /** The generation has ended: nobody is waited for any more. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }
}
