import { setImmediate } from 'node:timers/promises';

/**
 * Gives every query that takes a while a round of the event loop of its own, one after the other, so that everything else is
 * served in between, however many wait.
 */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Resolves when it is the caller's turn. */
  next(): Promise<void> {
    this.last = this.last.then(() => setImmediate());
    return this.last;
  }
}
