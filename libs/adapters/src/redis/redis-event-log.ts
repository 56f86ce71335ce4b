import type { Redis } from 'ioredis';
import { Observable, Subject } from 'rxjs';
import type { MuseError } from '@muse/core/errors/muse-error.js';
import { EventLog } from '@muse/core/generations/event-log.js';
import type { TextRestart } from '@muse/core/generations/generations.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import type { TextEvent } from '@muse/core/models/text-generation.js';
import { lastAttempt, writeId } from './entry-id.js';
import { isEnd, type LogEntry, type LoggedEvent, type LogHead, restore, store } from './log-entry.js';
import type { LogFeed } from './log-feed.js';
import { LogReading } from './log-reading.js';
import { appendEntries, endedLogs, endLog, logKey, logLife } from './log-scripts.js';
import { LogWriter, type Loss } from './log-writer.js';

export interface RedisLogBounds {
  /** Logs of ended generations that are kept at most, each for an hour. */
  logs: number;
  /** Entries of one log at most; who reads a longer one from its beginning hears that it was interrupted. */
  entries: number;
}

export interface LostLog {
  id: string;
  why: Loss;
}

/**
 * Logs in Redis: a stream for each generation, whose entries its readers hear of over a channel. Any process may read, and a
 * process that takes a generation over writes on.
 */
export class RedisEventLog extends EventLog {
  private readonly writers = new Map<string, LogWriter>();
  private readonly losses = new Subject<LostLog>();

  constructor(
    private readonly redis: Redis,
    private readonly feed: LogFeed,
    private readonly bounds: RedisLogBounds = { logs: 1000, entries: 100_000 },
  ) {
    super();
  }

  /** Emits each log that this process can write no more. */
  get lost(): Observable<LostLog> {
    return this.losses;
  }

  override open(id: string, owner: string | undefined): void {
    this.writeAs(id, 0, true, 0).add({ head: { owner } });
  }

  /** From now on this process writes an opened log, as this attempt, which has written some entries already. */
  takeOver(id: string, attempt: number, entries = 0): void {
    this.release(id);
    this.writeAs(id, attempt, false, entries);
  }

  override append(id: string, event: LoggedEvent): void {
    this.add(id, { event });
  }

  override fail(id: string, error: MuseError): void {
    this.add(id, { error });
  }

  override remove(id: string): void {
    this.release(id);
    this.redis.del(logKey(id)).catch(() => undefined);
  }

  /** Writes nothing more into a log; whoever else does may go on. */
  release(id: string): void {
    this.writers.get(id)?.close();
    this.writers.delete(id);
  }

  /** Resolves when what this process has told is written, or never will be. */
  async written(id: string): Promise<void> {
    await this.writers.get(id)?.written();
  }

  /** Ends a log with a failure, whoever writes it. Resolves to false where it had ended, or there is none. */
  async end(id: string, error: MuseError): Promise<boolean> {
    const { value } = store({ error });
    const last = writeId({ attempt: lastAttempt, n: 1 });
    return (await endLog.run(this.redis, [logKey(id), endedLogs], [logLife, this.bounds.logs, last, value])) === 1;
  }

  /** Lets this process's readers of a log look what has become of it. */
  lookAgain(id: string): void {
    this.feed.lookAgain(logKey(id));
  }

  override async find(id: string): Promise<LogHead | undefined> {
    await this.written(id);
    const first = (await this.redis.xrange(logKey(id), '-', '+', 'COUNT', 1)).at(0);
    if (first === undefined || first[1][0] !== 'head') return undefined;
    const entry = restore({ kind: 'head', value: first[1][1] });
    return 'head' in entry ? entry.head : undefined;
  }

  override read(id: string): Observable<IdeaEvent> {
    return this.reading(id) as Observable<IdeaEvent>;
  }

  /** The same of a text that becomes no idea. */
  readText(id: string): Observable<TextEvent | TextRestart> {
    return this.reading(id) as Observable<TextEvent | TextRestart>;
  }

  private reading(id: string): Observable<LoggedEvent> {
    return new Observable((reader) => {
      const reading = new LogReading(id, this.redis, this.feed, reader);
      // What this process has told comes before what it asks for.
      void this.written(id).then(() => reading.begin());
    });
  }

  private add(id: string, entry: LogEntry): void {
    const writer = this.writers.get(id);
    writer?.add(entry);
    if (isEnd(entry)) void writer?.written().then(() => this.forget(id, writer));
  }

  private forget(id: string, writer: LogWriter): void {
    if (this.writers.get(id) === writer) this.writers.delete(id);
  }

  private writeAs(id: string, attempt: number, mayBegin: boolean, told: number): LogWriter {
    const { logs, entries: most } = this.bounds;
    const writer = new LogWriter(
      { attempt, n: told },
      async (entries) => {
        const values = entries.flatMap(({ id: entryId, entry }) => {
          const { kind, value } = store(entry);
          return [writeId(entryId), kind, value];
        });
        const settings = [logLife, most, logs, mayBegin ? 1 : 0];
        return appendEntries.run(this.redis, [logKey(id), endedLogs], [...settings, ...values]);
      },
      (why) => {
        this.forget(id, writer);
        this.losses.next({ id, why });
      },
    );
    this.writers.set(id, writer);
    return writer;
  }
}
