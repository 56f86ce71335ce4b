import { isEnd, joined, type LogEntry } from './log-entry.js';
import type { EntryId } from './entry-id.js';

/** Milliseconds for which text is gathered after some has left: readers get chunks, and Redis fewer commands. */
const gatherFor = 20;
/** Characters that may wait to be written. A log never has more than one command on its way. */
const mostWaiting = 1_000_000;

/** Sends entries in order; resolves to whether the log can be written on. */
export type Send = (entries: readonly { id: EntryId; entry: LogEntry }[]) => Promise<boolean>;

/** Writes into one log: several texts as one while another is on its way or was a moment ago. */
export class LogWriter {
  private waiting: LogEntry[] = [];
  private characters = 0;
  private sending?: Promise<void>;
  private timer?: NodeJS.Timeout;
  private lastSent = -Infinity;
  private closed = false;

  constructor(
    /** The last entry that this writer has written already; `n` is 0 where there is none. */
    private readonly last: EntryId,
    private readonly send: Send,
    /** Hears once that it cannot write any more. */
    private readonly onLost: () => void,
  ) {}

  add(entry: LogEntry): void {
    if (this.closed) return;
    const both = joined(this.waiting.at(-1), entry);
    if (both === undefined) this.waiting.push(entry);
    else this.waiting[this.waiting.length - 1] = both;
    this.characters += 'event' in entry && entry.event.type === 'text' ? entry.event.text.length : 0;
    if (this.characters > mostWaiting) this.lose();
    else this.sendSoon(entry);
  }

  /** Resolves when everything is written, or never will be. */
  async written(): Promise<void> {
    while (this.sending !== undefined || this.timer !== undefined) {
      if (this.sending === undefined) this.sendNow();
      await this.sending;
    }
  }

  /** Writes nothing more. */
  close(): void {
    this.closed = true;
    this.waiting = [];
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private sendSoon(entry: LogEntry): void {
    if (this.sending !== undefined) return;
    const pause = gatherFor - (performance.now() - this.lastSent);
    const isText = 'event' in entry && entry.event.type === 'text' && !isEnd(entry);
    if (!isText || pause <= 0) this.sendNow();
    else this.timer ??= setTimeout(() => this.sendNow(), pause);
  }

  private sendNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting.length === 0 || this.sending !== undefined) return;
    const { attempt } = this.last;
    const entries = this.waiting.map((entry) => ({ id: { attempt, n: (this.last.n += 1) }, entry }));
    this.waiting = [];
    this.characters = 0;
    this.lastSent = performance.now();
    this.sending = this.send(entries)
      .then((goesOn) => goesOn || this.lose())
      .catch(() => this.lose())
      .then(() => {
        this.sending = undefined;
        const next = this.waiting.at(-1);
        if (next !== undefined) this.sendSoon(next);
      });
  }

  private lose(): void {
    if (this.closed) return;
    this.close();
    this.onLost();
  }
}
