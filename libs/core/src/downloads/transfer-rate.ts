/** How fast bytes come, over the last seconds: a mean over the whole download would hide that it has become slow. */
export class TransferRate {
  private readonly samples: { at: number; bytes: number }[] = [];

  /** @param window seconds that are looked back on */
  constructor(private readonly window = 5) {}

  /** @param at seconds of any clock */
  add(at: number, bytes: number): void {
    this.samples.push({ at, bytes });
    // The newest sample that is older than the window stays: it is where the window begins.
    while (this.samples.length > 2 && this.samples[1].at <= at - this.window) this.samples.shift();
  }

  /** Bytes per second; 0 as long as there is nothing to tell. */
  get bytesPerSecond(): number {
    const first = this.samples.at(0);
    const last = this.samples.at(-1);
    if (first === undefined || last === undefined || last.at <= first.at) return 0;
    return Math.max(0, (last.bytes - first.bytes) / (last.at - first.at));
  }
}
