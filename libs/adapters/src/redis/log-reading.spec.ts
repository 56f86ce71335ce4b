import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import type { Redis } from 'ioredis';
import { Observable } from 'rxjs';
import { store, type LoggedEvent, type LogEntry } from './log-entry.js';
import type { LogFeed } from './log-feed.js';
import { LogReading } from './log-reading.js';

type Row = [string, [string, string]];

const text = (content: string): LogEntry => {
  const event: IdeaEvent = { type: 'text', ideaId: 'an-idea', text: content, progress: 0.5 };
  return { event };
};
const row = (id: string, entry: LogEntry): Row => [id, [store(entry).kind, store(entry).value]];

/** A reader whose Redis answers when it is told to. */
describe('LogReading', () => {
  let fetches: ((rows: Row[]) => void)[];
  let reading: LogReading;
  let told: unknown[];

  beforeEach(() => {
    [fetches, told] = [[], []];
    const redis = { xrange: () => new Promise<Row[]>((resolve) => fetches.push(resolve)) };
    const feed = { join: () => Promise.resolve(), leave: () => undefined };
    new Observable<LoggedEvent>((reader) => {
      reading = new LogReading('an-idea', redis as unknown as Redis, feed as unknown as LogFeed, reader);
      reading.begin();
    }).subscribe({
      next: (event) => told.push(event.type === 'text' ? event.text : event.type),
      error: ({ code }) => told.push(code),
    });
  });

  const fetched = async (count: number): Promise<void> => {
    while (fetches.length < count) await new Promise(setImmediate);
  };
  const toldOf = async (count: number): Promise<unknown[]> => {
    while (told.length < count) await new Promise(setImmediate);
    return told;
  };
  const begun = [row('0-1', { head: { owner: undefined } }), row('1-1', text('a'))];

  it('looks again where something may have been missed while it looked', async () => {
    await fetched(1);
    reading.catchUp();
    fetches[0](begun);
    await fetched(2);
    fetches[1]([begun[1], row('1-2', text('b'))]);
    expect(await toldOf(2)).toEqual(['a', 'b']);
    expect(fetches).toHaveLength(2);
  });

  it('is interrupted where what it has read is gone', async () => {
    await fetched(1);
    fetches[0](begun);
    await toldOf(1);
    reading.catchUp();
    await fetched(2);
    fetches[1]([]);
    expect(await toldOf(2)).toEqual(['a', 'interrupted']);
  });

  it('fetches what it has not heard, and tells nothing twice', async () => {
    await fetched(1);
    fetches[0](begun);
    await toldOf(1);
    const { kind, value } = store(text('c'));
    reading.hear({ attempt: 1, n: 3 }, { kind, value });
    await fetched(2);
    fetches[1]([begun[1], row('1-2', text('b')), row('1-3', text('c'))]);
    expect(await toldOf(2)).toEqual(['a', 'bc']);
    reading.hear({ attempt: 1, n: 3 }, { kind, value });
    expect(told).toEqual(['a', 'bc']);
  });
});
