import type { OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LogFeed } from './log-feed.js';
import { connectRedis, type RedisObserver } from './redis-connection.js';
import { watchAnswers } from './watch-answers.js';

/** The connections of a process to Redis: one for commands, one for the logs that it reads, one for what is called out to all. */
export class RedisConnections implements OnApplicationShutdown {
  readonly commands: Redis;
  readonly calls: Redis;
  /** For messages between the processes of a cluster. */
  readonly messages: Redis;
  readonly feed: LogFeed;

  constructor(url: string, observer: RedisObserver) {
    const silent: RedisObserver = { lost: () => undefined };
    this.commands = connectRedis(url, observer);
    this.calls = connectRedis(url, silent);
    this.messages = connectRedis(url, silent);
    // It subscribes again by itself: only then does it know when nothing can be missed any more.
    const reading = connectRedis(url, silent, { autoResubscribe: false });
    this.feed = new LogFeed(reading);
    for (const redis of [this.commands, this.calls, this.messages, reading]) watchAnswers(redis);
  }

  onApplicationShutdown(): void {
    this.feed.close();
    this.calls.disconnect();
    this.messages.disconnect();
    this.commands.disconnect();
  }
}
