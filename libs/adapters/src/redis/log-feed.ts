import type { Redis } from 'ioredis';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { StoredEntry } from './log-entry.js';
import { type EntryId, readId } from './entry-id.js';

/** Milliseconds that readers wait for a Redis that has gone. */
const patience = 30_000;

/** A reading of one log. */
export interface LogListener {
  hear(id: EntryId, entry: StoredEntry): void;
  /** Something may have been missed. */
  catchUp(): void;
  fail(error: MuseError): void;
}

interface Channel {
  listeners: Set<LogListener>;
  subscribed: Promise<unknown>;
}

/** What is told of all logs that this process reads: one connection, whatever their number. */
export class LogFeed {
  private readonly channels = new Map<string, Channel>();
  private away?: NodeJS.Timeout;
  private closed = false;

  /** @param redis a connection of its own that does not subscribe again by itself */
  constructor(
    private readonly redis: Redis,
    private readonly waits = patience,
  ) {
    redis.on('message', (channel: string, message: string) => this.hear(channel, message));
    redis.on('close', () => this.wait());
    redis.on('ready', () => void this.comeBack().catch(() => undefined));
  }

  /** Resolves when the listener will hear of everything that comes. */
  async join(channel: string, listener: LogListener): Promise<void> {
    let found = this.channels.get(channel);
    if (found === undefined) {
      found = { listeners: new Set(), subscribed: this.redis.subscribe(channel) };
      this.channels.set(channel, found);
    }
    found.listeners.add(listener);
    await found.subscribed;
  }

  leave(channel: string, listener: LogListener): void {
    const found = this.channels.get(channel);
    if (found?.listeners.delete(listener) !== true || found.listeners.size > 0) return;
    this.channels.delete(channel);
    this.redis.unsubscribe(channel).catch(() => undefined);
  }

  /** Lets the readers of a log look what has become of it. */
  lookAgain(channel: string): void {
    for (const listener of this.channels.get(channel)?.listeners ?? []) listener.catchUp();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.away);
    this.redis.disconnect();
  }

  private hear(channel: string, message: string): void {
    const [id, kind] = message.split(' ', 2);
    const value = message.slice(id.length + kind.length + 2);
    for (const listener of this.channels.get(channel)?.listeners ?? []) {
      listener.hear(readId(id), { kind: kind as StoredEntry['kind'], value });
    }
  }

  private wait(): void {
    if (!this.closed) this.away ??= setTimeout(() => this.giveUp(), this.waits);
  }

  private async comeBack(): Promise<void> {
    clearTimeout(this.away);
    this.away = undefined;
    if (this.channels.size === 0) return;
    await this.redis.subscribe(...this.channels.keys());
    for (const listener of this.listeners()) listener.catchUp();
  }

  private giveUp(): void {
    // Who comes later waits as long; the next try to connect that fails begins that.
    this.away = undefined;
    const error = new MuseError('queue_unavailable', 'The queue of the service does not answer.');
    for (const listener of this.listeners()) listener.fail(error);
  }

  private listeners(): LogListener[] {
    return [...this.channels.values()].flatMap(({ listeners }) => [...listeners]);
  }
}
