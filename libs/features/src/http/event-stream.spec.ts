import { EventEmitter } from 'node:events';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { Response } from 'express';
import { Subject } from 'rxjs';
import { sendEvents, type SseMessage } from './event-stream.js';

/** What was written to a client. */
class FakeResponse extends EventEmitter {
  readonly req = { method: 'GET' };
  status?: number;
  written = '';
  ended = false;
  get headersSent(): boolean {
    return this.status !== undefined;
  }
  writeHead(status: number): this {
    this.status = status;
    return this;
  }
  write(text: string): boolean {
    this.written += text;
    return true;
  }
  end(text = ''): void {
    this.written += text;
    this.close();
  }
  destroy(): void {
    this.close();
  }
  private close(): void {
    this.ended = true;
    this.emit('close');
  }
}

describe('a stream of events', () => {
  let response: FakeResponse;
  let source: Subject<SseMessage>;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate', 'performance'] });
    response = new FakeResponse();
    source = new Subject();
  });

  afterEach(() => {
    response.emit('close');
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  const send = (farewell?: (error: MuseError) => unknown): Promise<void> =>
    sendEvents(response as unknown as Response, source, { farewell });

  it('is a head alone for HEAD, and nothing is begun', async () => {
    response.req.method = 'HEAD';
    await send();
    expect(response).toMatchObject({ status: 200, ended: true, written: '' });
    expect(source.observed).toBe(false);
  });

  it('writes events with their ids, JSON as JSON and text as it is', async () => {
    const begun = send();
    source.next({ id: 'a:1', data: { text: 'x' } });
    source.next({ data: '[DONE]' });
    source.complete();
    await begun;
    expect(response).toMatchObject({ status: 200, ended: true });
    expect(response.written).toBe('id: a:1\ndata: {"text":"x"}\n\ndata: [DONE]\n\n');
  });

  it('leaves a failure before the first event to be an ordinary error', async () => {
    const begun = send(() => ({ error: 'late' }));
    source.error(new Error('early'));
    await expect(begun).rejects.toThrow('early');
    expect(response).toMatchObject({ status: undefined, written: '' });
  });

  it('says farewell of a failure after it', () => {
    void send(({ code }) => ({ error: code }));
    source.next({ data: 1 });
    source.error(new MuseError('runner_died', 'x'));
    expect(response.written).toBe('data: 1\n\ndata: {"error":"runner_died"}\n\n');
    expect(response.ended).toBe(true);
  });

  it('is cut by a failure that nobody has words for', () => {
    void send();
    source.next({ data: 1 });
    source.error(new Error('x'));
    expect(response).toMatchObject({ written: 'data: 1\n\n', ended: true });
  });

  it('shows after 15 seconds of silence that it lives, and opens for that', async () => {
    const begun = send();
    jest.advanceTimersByTime(14_999);
    expect(response.status).toBeUndefined();
    jest.advanceTimersByTime(1);
    await begun;
    source.next({ data: 1 });
    jest.advanceTimersByTime(14_999);
    expect(response.written).toBe(': still here\n\ndata: 1\n\n');
    jest.advanceTimersByTime(1);
    expect(response.written).toBe(': still here\n\ndata: 1\n\n: still here\n\n');
  });

  it('stops its source when the client goes', () => {
    void send();
    response.emit('close');
    expect(source.observed).toBe(false);
  });
});
