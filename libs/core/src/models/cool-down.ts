/** How long nobody tries again what has failed: `first` seconds, twice as long after every further failure, `longest` at most. */
export class CoolDown {
  private failures = 0;
  private end = -Infinity;

  constructor(
    private readonly first = 5,
    private readonly longest = 300,
  ) {}

  /** Notes a failure at `now` (seconds). */
  failed(now: number): void {
    this.end = now + Math.min(this.longest, this.first * 2 ** this.failures);
    this.failures += 1;
  }

  /** The next failure is a first one again. */
  succeeded(): void {
    this.failures = 0;
    this.end = -Infinity;
  }

  /** Seconds that are left at `now`; 0 where it may be tried. */
  left(now: number): number {
    return Math.max(0, this.end - now);
  }
}
