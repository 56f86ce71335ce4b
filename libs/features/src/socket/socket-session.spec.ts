import { EventEmitter } from 'node:events';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { Observable, type Subscriber } from 'rxjs';
import type { WebSocket } from 'ws';
import { turn } from '../../../../test/support/fakes/listen.js';
import { anIdea } from '../../../../test/support/fakes/samples.js';
import { SocketSession } from './socket-session.js';

/** A socket whose other side takes what the test says. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  readonly sent: Record<string, unknown>[] = [];
  pings = 0;
  private taken: (() => void)[] = [];

  send(text: string, onTaken: () => void): void {
    this.sent.push(JSON.parse(text));
    this.bufferedAmount += text.length;
    this.taken.push(onTaken);
  }

  /** The other side takes everything. */
  take(): void {
    this.bufferedAmount = 0;
    for (const onTaken of this.taken.splice(0)) onTaken();
  }

  ping(): void {
    this.pings += 1;
  }

  terminate(): void {
    this.readyState = 3;
    this.emit('close');
  }
}

describe('a session on a socket', () => {
  let socket: FakeSocket;
  let readers: Map<string, Subscriber<IdeaEvent>>;
  let admit: jest.Mock;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    socket = new FakeSocket();
    readers = new Map();
    admit = jest.fn().mockResolvedValue(undefined);
    new SocketSession(socket as unknown as WebSocket, {
      admit,
      maxGenerations: 2,
      chunks: { size: 10, delay: 0 },
      generate: ({ prompt }) =>
        new Observable((reader) => {
          readers.set(prompt, reader);
          return () => readers.delete(prompt);
        }),
    });
  });

  afterEach(() => {
    socket.emit('close');
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  async function say(message: unknown, isBinary = false): Promise<void> {
    socket.emit('message', Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)), isBinary);
    await turn();
  }
  const generate = (id: string): Promise<void> => say({ type: 'generate', request_id: id, request: { prompt: id } });
  const start = (id: string): void => readers.get(id)!.next({ type: 'start', ideaId: `idea ${id}`, modelUsed: 'm' });
  const write = (id: string, text: string): void =>
    readers.get(id)!.next({ type: 'text', ideaId: `idea ${id}`, text, progress: 0.5 });
  const complete = (id: string): void => {
    const reader = readers.get(id)!;
    reader.next({ type: 'complete', ideaId: `idea ${id}`, idea: anIdea() });
    reader.complete();
  };

  it('tells several generations at a time, each by its name', async () => {
    await generate('a');
    await generate('b');
    for (const id of ['a', 'b']) start(id);
    write('b', 'Hi');
    complete('a');
    complete('b');
    expect(socket.sent.map(({ type, request_id: id, idea_id: idea }) => [type, id, idea])).toEqual([
      ['start', 'a', 'idea a'],
      ['start', 'b', 'idea b'],
      ['chunk', 'b', 'idea b'],
      ['complete', 'a', 'idea a'],
      // The last letter might have grown.
      ['chunk', 'b', 'idea b'],
      ['complete', 'b', 'idea b'],
    ]);
  });

  it('refuses a name that is in use and more than it may have, and takes the name again after the end', async () => {
    await generate('a');
    await generate('a');
    await generate('b');
    await generate('c');
    expect(socket.sent).toMatchObject([
      { type: 'error', request_id: 'a', code: 'socket_busy' },
      { type: 'error', request_id: 'c', code: 'socket_busy' },
    ]);
    expect([...readers.keys()]).toEqual(['a', 'b']);
    start('a');
    complete('a');
    await generate('a');
    expect([...readers.keys()]).toEqual(['b', 'a']);
  });

  it('stops what is cancelled, and nothing else', async () => {
    await generate('a');
    await generate('b');
    await say({ type: 'cancel', request_id: 'a' });
    await say({ type: 'cancel', request_id: 'nobody' });
    expect([...readers.keys()]).toEqual(['b']);
    expect(socket.sent).toMatchObject([{ type: 'error', request_id: 'a', code: 'cancelled' }]);
  });

  it('begins nothing that is cancelled before it was admitted', async () => {
    let let_in = (): void => {};
    admit.mockReturnValue(new Promise<void>((resolve) => (let_in = resolve)));
    await generate('a');
    await say({ type: 'cancel', request_id: 'a' });
    let_in();
    await turn();
    expect(readers.size).toBe(0);
  });

  it('says what fails, before it begins and after', async () => {
    admit.mockRejectedValueOnce(new MuseError('rate_limited', 'Slowly.', { retryAfter: 3 }));
    await generate('a');
    await generate('b');
    readers.get('b')!.error(new MuseError('queue_full', 'Full.', { retryAfter: 2 }));
    await generate('b');
    start('b');
    readers.get('b')!.error(new MuseError('runner_died', 'It died.'));
    expect(socket.sent).toEqual([
      { type: 'error', request_id: 'a', error: 'Slowly.', code: 'rate_limited', retry_after: 3 },
      { type: 'error', request_id: 'b', error: 'Full.', code: 'queue_full', retry_after: 2 },
      expect.objectContaining({ type: 'start', request_id: 'b' }),
      { type: 'error', request_id: 'b', idea_id: 'idea b', error: 'It died.', code: 'runner_died' },
    ]);
  });

  it.each([
    ['no JSON', 'hello', false, 'invalid_json'],
    ['bytes', '{}', true, 'invalid_json'],
    ['nonsense', '{}', false, 'validation_failed'],
  ] as const)('answers %s, and lives on', async (_, message, isBinary, code) => {
    await say(message, isBinary);
    expect(socket.sent).toMatchObject([{ type: 'error', code }]);
    await generate('a');
    expect(readers.size).toBe(1);
  });

  it('stops everything when the client goes', async () => {
    await generate('a');
    await generate('b');
    socket.emit('close');
    expect(readers.size).toBe(0);
  });

  it('gathers text for a client that takes nothing, and gives it all of it in larger chunks when it does', async () => {
    await generate('a');
    start('a');
    const text = 'so many words '.repeat(2000);
    for (let i = 0; i < text.length; i += 100) write('a', text.slice(i, i + 100));
    const before = socket.sent.length;
    expect(socket.bufferedAmount).toBeLessThan(64 * 1024 + 1000);
    complete('a');
    expect(socket.sent).toHaveLength(before);
    while (socket.sent.at(-1)!.type !== 'complete') socket.take();
    const chunks = socket.sent.filter(({ type }) => type === 'chunk').map(({ content }) => content as string);
    expect(chunks.join('')).toBe(text);
  });

  it('drops a client that takes nothing for a minute', async () => {
    await generate('a');
    start('a');
    for (let i = 0; i < 1000; i += 1) write('a', 'so many words ');
    for (let second = 0; second < 59; second += 1) {
      jest.advanceTimersByTime(1000);
      socket.emit('pong');
    }
    expect(socket.readyState).toBe(1);
    jest.advanceTimersByTime(1000);
    expect(socket.readyState).toBe(3);
    expect(readers.size).toBe(0);
  });

  it('asks every 15 s for a sign of life, and drops a client that gives none', () => {
    jest.advanceTimersByTime(15_000);
    socket.emit('pong');
    jest.advanceTimersByTime(15_000);
    expect([socket.pings, socket.readyState]).toEqual([2, 1]);
    jest.advanceTimersByTime(15_000);
    expect([socket.pings, socket.readyState]).toEqual([2, 3]);
  });
});
