import type { Redis } from 'ioredis';
import { EventEmitter, once } from 'node:events';
import { watchAnswers } from './watch-answers.js';

class FakeConnection extends EventEmitter {
  status = 'ready';
  pings = 0;
  answers = false;

  ping(): Promise<string> {
    this.pings += 1;
    this.emit('pinged');
    return this.answers ? Promise.resolve('PONG') : new Promise(() => undefined);
  }

  disconnect(again: boolean): void {
    this.emit('disconnected', again);
  }
}

describe('watchAnswers', () => {
  let redis: FakeConnection;

  beforeEach(() => {
    redis = new FakeConnection();
    watchAnswers(redis as unknown as Redis, 1);
  });

  afterEach(() => redis.emit('end'));

  it('has a connection made anew that does not answer twice', async () => {
    expect(await once(redis, 'disconnected')).toEqual([true]);
    expect(redis.pings).toBe(2);
  });

  it('leaves one alone that answers', async () => {
    redis.answers = true;
    redis.on('disconnected', () => expect('disconnected').toBe('never'));
    while (redis.pings < 5) await once(redis, 'pinged');
  });
});
