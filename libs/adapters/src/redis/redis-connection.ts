import { Redis, type RedisOptions } from 'ioredis';

/** What every key of ours begins with; several services may share a Redis. */
export const keyPrefix = 'muse:';

export interface RedisObserver {
  /** The connection was lost, or could not be made; it is tried again and again. */
  lost(error: Error): void;
}

/**
 * A connection that is made again whenever it is lost; commands wait meanwhile. A command whose answer was lost is sent again,
 * so each of ours may arrive twice.
 */
export function connectRedis(url: string, observer: RedisObserver, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1000),
    ...options,
  });
  // Without a listener, ioredis writes to the console.
  redis.on('error', (error: Error) => observer.lost(error));
  return redis;
}
