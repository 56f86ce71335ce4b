import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { lengthOf } from '@muse/core/generations/length-of.js';
import type { Response } from 'express';
import { asyncScheduler, map, type SchedulerLike, Subject } from 'rxjs';
import { anIdea } from '../../../../test/support/fakes/samples.js';
import { turn } from '../../../../test/support/fakes/listen.js';
import { within } from '../../../../test/support/wait.js';
import { toStreamEvents } from '../streaming/to-stream-events.js';
import { sendEvents } from './event-stream.js';
import { paceOf } from './pace.js';

const idea = anIdea();
const ideaId = idea.id;
const size = 10;

// Real sockets: only they fill up as sockets do.
describe('An event stream and a reader that is slow', () => {
  let server: Server;
  let socket: Socket;
  let response: ServerResponse;
  let source: Subject<IdeaEvent>;

  beforeEach(async () => {
    source = new Subject();
    server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
  });

  afterEach(() => {
    jest.useRealTimers();
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });

  function send(): void {
    // A clock of which every look takes a second: whoever makes text wait has made it wait for long.
    let clock = 0;
    const scheduler: SchedulerLike = {
      now: () => (clock += 1000),
      schedule: (...work: Parameters<SchedulerLike['schedule']>) => asyncScheduler.schedule(...work),
    };
    const events = source.pipe(
      toStreamEvents({ size, delay: 0, scheduler, pace: paceOf(response as Response) }),
      map(({ id, event }) => ({ id, data: event })),
    );
    void sendEvents(response as Response, events);
    source.next({ type: 'start', ideaId, modelUsed: 'muse-mini' });
  }

  /** Writes until the socket takes no more; answers the text. */
  async function fill(): Promise<string> {
    let text = '';
    while (!(await isFull())) {
      const more = 'ab c'.repeat(250);
      source.next({ type: 'text', ideaId, text: more, progress: 0.5 });
      text += more;
    }
    return text;
  }

  /** A socket that only waits for the next turn of the event loop is not full. */
  async function isFull(): Promise<boolean> {
    for (let i = 0; i < 5 && response.writableNeedDrain; i += 1) await turn();
    return response.writableNeedDrain;
  }

  /** Reads on to the end of the response; answers its events. */
  async function readAll(): Promise<{ id: string; data: { type: string; content?: string } }[]> {
    let raw = '';
    socket.setEncoding('utf8').on('data', (text: string) => (raw += text));
    socket.resume();
    await within(once(socket, 'end'), 'the end of the response');
    const lines = raw
      .split('\r\n\r\n')
      .slice(1)
      .join('\r\n\r\n')
      .matchAll(/^id: (\S+)\ndata: (.*)$/gm);
    return [...lines].map(([, id, data]) => ({ id, data: JSON.parse(data) }));
  }

  it('gathers for a reader that does not read, and gives it all of the text in fewer chunks when it does', async () => {
    send();
    let text = await fill();
    const full = response.writableLength;
    for (let i = 0; i < 1000; i += 1) {
      source.next({ type: 'text', ideaId, text: 'wait 创意 ', progress: 0.5 });
      text += 'wait 创意 ';
    }
    source.next({ type: 'complete', ideaId, idea });
    // What came since waits as text, not as bytes in the socket.
    expect(response.writableLength).toBe(full);
    expect(full).toBeLessThan(response.writableHighWaterMark + 10_000);
    expect(response.writableEnded).toBe(false);

    const events = await readAll();
    const chunks = events.filter(({ data }) => data.type === 'chunk').map(({ data }) => data.content!);
    expect(chunks.join('')).toBe(text);
    const lengths = chunks.map(lengthOf);
    expect(Math.max(...lengths)).toBe(16 * size);
    expect(lengths.filter((length) => length > size).length).toBeGreaterThanOrEqual(Math.floor(8000 / (16 * size)));
    expect(events.at(-1)).toEqual({ id: `${ideaId}:end`, data: expect.objectContaining({ type: 'complete' }) });
  });

  it('keeps to the usual chunks for a reader that reads', async () => {
    send();
    const reading = readAll();
    for (let i = 0; i < 100; i += 1) {
      source.next({ type: 'text', ideaId, text: 'so many words ', progress: 0.5 });
      await turn();
    }
    source.next({ type: 'complete', ideaId, idea });
    const chunks = (await reading).flatMap(({ data }) => data.content ?? []);
    expect(chunks.join('')).toBe('so many words '.repeat(100));
    expect(Math.max(...chunks.map(lengthOf))).toBeLessThanOrEqual(size);
  });

  it('drops a reader that takes nothing for a minute', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    send();
    await fill();
    const closed = once(response, 'close');
    jest.advanceTimersByTime(59_000);
    await turn();
    expect(source.observed).toBe(true);
    jest.advanceTimersByTime(1000);
    await closed;
    expect(source.observed).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('drops it, too, where the stream has ended and only the reader is missing', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    const plain = new Subject<{ id: string; data: string }>();
    void sendEvents(response as Response, plain);
    while (!(await isFull())) plain.next({ id: 'x', data: 'y'.repeat(10_000) });
    plain.complete();
    const closed = once(response, 'close');
    jest.advanceTimersByTime(59_000);
    await turn();
    expect(response.closed).toBe(false);
    jest.advanceTimersByTime(1000);
    await closed;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps a reader that is slow and reads', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    send();
    await fill();
    jest.advanceTimersByTime(59_000);
    const drained = once(response, 'drain');
    socket.resume();
    await drained;
    socket.pause();
    jest.advanceTimersByTime(59_000);
    await turn();
    expect(source.observed).toBe(true);
  });

  it('sends a sign of life every 15 s, but none to a reader that takes nothing', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    send();
    const { bytesWritten } = response.socket!;
    jest.advanceTimersByTime(15_000);
    await turn();
    expect(response.socket!.bytesWritten).toBeGreaterThan(bytesWritten);
    await fill();
    const full = response.writableLength;
    jest.advanceTimersByTime(45_000);
    expect(response.writableLength).toBe(full);
  });

  it('subscribes to nothing for a client that has gone already', async () => {
    const gone = once(response, 'close');
    socket.destroy();
    await gone;
    await sendEvents(response as Response, source.pipe(map(() => ({ id: '', data: '' }))));
    expect(source.observed).toBe(false);
  });
});
