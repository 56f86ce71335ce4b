import type { Redis } from 'ioredis';
import type { Subscriber } from 'rxjs';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { streamNotFound } from '@muse/core/generations/stream-not-found.js';
import { type EntryId, follows, isAfter, readId, writeId } from './entry-id.js';
import { inBrief } from './in-brief.js';
import { type LogEntry, type LoggedEvent, restore, type StoredEntry } from './log-entry.js';
import type { LogFeed, LogListener } from './log-feed.js';
import { logKey } from './log-scripts.js';

/** Entries that are fetched at a time. */
const pageSize = 1000;

/** One reader of a log: what stands there, then what is told, and what stands there again where something was missed. */
export class LogReading implements LogListener {
  private readonly key: string;
  private last?: EntryId;
  private fetching?: Promise<void>;
  /** Whether something may have been missed since the fetch began. */
  private isStale = false;
  /** What was told while the log was fetched. */
  private heard: [EntryId, StoredEntry][] = [];

  constructor(
    private readonly id: string,
    private readonly redis: Redis,
    private readonly feed: LogFeed,
    private readonly reader: Subscriber<LoggedEvent>,
  ) {
    this.key = logKey(id);
  }

  begin(): void {
    if (this.reader.closed) return;
    this.reader.add(() => this.feed.leave(this.key, this));
    this.feed.join(this.key, this).then(
      () => this.catchUp(),
      (error: unknown) => this.fail(MuseError.from(error)),
    );
  }

  hear(id: EntryId, entry: StoredEntry): void {
    if (this.fetching !== undefined || this.last === undefined) this.heard.push([id, entry]);
    else if (follows(id, this.last)) this.tell([[id, restore(entry)]]);
    else if (isAfter(id, this.last)) this.catchUp();
  }

  catchUp(): void {
    this.isStale = this.fetching !== undefined;
    this.fetching ??= this.fetch()
      .catch((error: unknown) => this.fail(MuseError.from(error)))
      .finally(() => this.goOn());
  }

  fail(error: MuseError): void {
    this.reader.error(error);
  }

  private goOn(): void {
    this.fetching = undefined;
    if (this.isStale && !this.reader.closed) return this.catchUp();
    for (const [id, entry] of this.heard.splice(0)) this.hear(id, entry);
  }

  /** Everything from the last entry on, which has to be there still. */
  private async fetch(): Promise<void> {
    for (;;) {
      const from = this.last === undefined ? '-' : writeId(this.last);
      const page = await this.redis.xrange(this.key, from, '+', 'COUNT', pageSize);
      if (this.reader.closed) return;
      if (page.length === 0) throw this.last === undefined ? streamNotFound(this.id) : interrupted();
      const entries = page.map(([id, [kind, value]]): [EntryId, StoredEntry] => [
        readId(id),
        { kind: kind as StoredEntry['kind'], value },
      ]);
      if (this.last !== undefined) {
        // The last one that is known has to be there still.
        if (isAfter(entries[0][0], this.last)) throw interrupted();
        entries.shift();
      }
      this.tell(entries.map(([id, entry]) => [id, restore(entry)]));
      if (page.length < pageSize) return;
    }
  }

  private tell(entries: [EntryId, LogEntry][]): void {
    for (const [id] of entries) {
      if (!follows(id, this.last)) return this.fail(interrupted());
      this.last = id;
    }
    for (const entry of inBrief(entries.map(([, each]) => each))) {
      if ('error' in entry) return this.reader.error(entry.error);
      if (!('event' in entry)) continue;
      this.reader.next(entry.event);
      if (entry.event.type === 'complete' || entry.event.type === 'finished') this.reader.complete();
    }
  }
}

export function interrupted(): MuseError {
  return new MuseError('interrupted', 'What this generation had told was lost.');
}
