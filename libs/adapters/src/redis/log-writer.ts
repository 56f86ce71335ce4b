import { gather, isText, type LogEntry } from './log-entry.js';
import type { EntryId } from './entry-id.js';
import type { Written } from './log-scripts.js';

/** Milliseconds for which text is gathered after some has left: readers get chunks, and Redis fewer commands. */
const gatherFor = 20;
/** Characters that may wait to be written. A log never has more than one command on its way. */
const mostWaiting = 1_000_000;

/** Sends entries in order. */
export type Send = (entries: readonly { id: EntryId; entry: LogEntry }[]) => Promise<Written>;

/** Why a log can be written no more: it is gone, another has it, or it could not be written although it is ours still. */
export type Loss = Exclude<Written, 'written'> | 'failed';

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
    private readonly onLost: (why: Loss) => void,
    /** Characters that may wait. */
    private readonly most = mostWaiting,
  ) {}

  add(entry: LogEntry): void {
    if (this.closed) return;
    gather(this.waiting, entry);
    this.characters += isText(entry) ? entry.event.text.length : 0;
    if (this.characters > this.most) this.lose('failed');
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
    if (!isText(entry) || pause <= 0) this.sendNow();
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
      .then((written) => written === 'written' || this.lose(written))
      .catch(() => this.lose('failed'))
      .then(() => {
        this.sending = undefined;
        const next = this.waiting.at(-1);
        if (next !== undefined) this.sendSoon(next);
      });
  }

  private lose(why: Loss): void {
    if (this.closed) return;
    this.close();
    this.onLost(why);
  }
}
