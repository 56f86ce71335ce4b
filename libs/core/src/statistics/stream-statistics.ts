import type { Counters } from './counters.js';

/** What is counted of streams: how many run now, and, in counters that survive a restart, how many there were. */
export class StreamStatistics {
  private running = 0;

  constructor(private readonly counters: Counters) {}

  /** Streams that this process tells now; where several processes answer, each knows of its own. */
  get active(): number {
    return this.running;
  }

  /** A stream begins; every call is followed by one of `closed`. Resolves when it is counted for good. */
  async opened(): Promise<void> {
    this.running++;
    await this.counters.add('streaming.requests', 1);
  }

  /** A stream came to its end after `seconds`; its reader hears of that when this has resolved. */
  async finished(seconds: number): Promise<void> {
    // The sum first: a crash between the two leaves a finished stream out of the divisor, never a division by nothing.
    await this.counters.add('streaming.seconds', seconds);
    await this.counters.add('streaming.finished', 1);
  }

  /** A stream runs no more, whether it finished, failed or lost its reader. */
  closed(): void {
    this.running--;
  }
}
