import { type FactoryProvider, Logger } from '@nestjs/common';
import { RedisConnections } from '@muse/adapters/redis/redis-connections.js';
import { RedisEventLog } from '@muse/adapters/redis/redis-event-log.js';
import { EventLog } from '@muse/core/generations/event-log.js';
import type { Parts } from './parts.js';

/** What several processes share through Redis. */
export function redisProviders({ config }: Parts): FactoryProvider[] {
  return [
    { provide: RedisConnections, useFactory: () => connections(config.REDIS_URL) },
    {
      provide: RedisEventLog,
      inject: [RedisConnections],
      useFactory: ({ commands, feed }: RedisConnections) => new RedisEventLog(commands, feed),
    },
    { provide: EventLog, inject: [RedisEventLog], useFactory: (log: RedisEventLog) => log },
  ];
}

function connections(url: string): RedisConnections {
  const logger = new Logger('Redis');
  let said = '';
  const all = new RedisConnections(url, {
    lost: ({ message }) => {
      // It is tried again several times a second.
      if (message !== said) logger.warn(`does not answer, and is tried again: ${message}`);
      said = message;
    },
  });
  all.commands.on('ready', () => {
    if (said !== '') logger.log('is back');
    said = '';
  });
  return all;
}
