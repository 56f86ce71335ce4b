import { type FactoryProvider, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { connectHastily } from '@muse/adapters/redis/hasty-redis.js';
import type { Parts } from './parts.js';

/** The connection for what the service can do without; none without REDIS_URL. */
export class HastyRedis implements OnApplicationShutdown {
  readonly redis;
  /** Whether the log has said already that Redis is away. */
  private isAway = false;

  constructor(url: string) {
    const logger = new Logger('Redis');
    this.redis = connectHastily(url, { lost: ({ message }) => this.lost(logger, message) });
    this.redis.on('ready', () => (this.isAway = false));
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  private lost(logger: Logger, message: string): void {
    if (this.isAway) return;
    logger.warn(`does not answer; rate limits are counted in this process, and no text is cached: ${message}`);
    this.isAway = true;
  }
}

export function hastyRedisProvider({ config }: Parts): FactoryProvider<HastyRedis | undefined> {
  const { REDIS_URL: url } = config;
  return { provide: HastyRedis, useFactory: () => (url === '' ? undefined : new HastyRedis(url)) };
}
