import type { Redis } from 'ioredis';

/** Messages between processes. One that is told while the connection is lost is missed: whoever listens asks again anyway. */
export class RedisMessages {
  private readonly listeners = new Map<string, ((message: string) => void)[]>();

  /** @param subscriber a connection of its own: one that listens can do nothing else */
  constructor(
    private readonly redis: Redis,
    private readonly subscriber: Redis,
  ) {
    subscriber.on('message', (channel: string, message: string) => {
      for (const hear of this.listeners.get(channel) ?? []) hear(message);
    });
  }

  /** Resolves when every message from now on is heard. */
  async hear(channel: string, listener: (message: string) => void): Promise<void> {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
    await this.subscriber.subscribe(channel);
  }

  async tell(channel: string, message = ''): Promise<void> {
    await this.redis.publish(channel, message);
  }
}
