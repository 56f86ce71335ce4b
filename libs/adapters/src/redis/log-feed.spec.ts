import type { Redis } from 'ioredis';
import { EventEmitter, once } from 'node:events';
import { LogFeed, type LogListener } from './log-feed.js';

/** A connection that comes and goes as it is told. */
class FakeConnection extends EventEmitter {
  subscribed: string[][] = [];

  subscribe(...channels: string[]): Promise<void> {
    this.subscribed.push(channels);
    return Promise.resolve();
  }

  unsubscribe(): Promise<void> {
    return Promise.resolve();
  }

  disconnect(): void {}
}

class Listener extends EventEmitter implements LogListener {
  hear(): void {}

  catchUp(): void {
    this.emit('caught up');
  }

  fail(error: Error): void {
    this.emit('failed', error);
  }
}

describe('LogFeed', () => {
  let redis: FakeConnection;
  let feed: LogFeed;

  function open(patience: number): LogFeed {
    redis = new FakeConnection();
    feed = new LogFeed(redis as unknown as Redis, patience);
    return feed;
  }

  afterEach(() => feed.close());

  it('fails its readers when Redis stays away, and those who come later, too', async () => {
    open(1);
    for (const reader of [new Listener(), new Listener()]) {
      await feed.join('log', reader);
      const failed = once(reader, 'failed');
      redis.emit('close');
      expect(await failed).toMatchObject([{ code: 'queue_unavailable' }]);
      feed.leave('log', reader);
    }
  });

  it('lets them catch up when it comes back, and fails nobody', async () => {
    open(2 ** 30);
    const reader = new Listener();
    reader.on('failed', (error) => expect(error).toBeUndefined());
    await feed.join('log', reader);
    redis.emit('close');
    const caughtUp = once(reader, 'caught up');
    redis.emit('ready');
    await caughtUp;
    expect(redis.subscribed).toEqual([['log'], ['log']]);
  });
});
