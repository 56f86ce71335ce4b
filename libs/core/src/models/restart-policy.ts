/** Whether a model whose runner died is started again at once: up to `limit` times within `window` seconds. */
export class RestartPolicy {
  private deaths: number[] = [];

  constructor(
    private readonly limit = 3,
    private readonly window = 60,
  ) {}

  /** Notes a death at `now` (seconds) and says whether to start again. */
  allows(now: number): boolean {
    this.deaths = [...this.deaths.filter((at) => now - at < this.window), now];
    return this.deaths.length <= this.limit;
  }

  /** Whether nothing has died within the window before `now`. */
  isCalm(now: number): boolean {
    return this.deaths.every((at) => now - at >= this.window);
  }
}
