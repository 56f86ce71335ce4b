import type { Redis } from 'ioredis';
import { connectRedis, type RedisObserver } from './redis-connection.js';

/**
 * A connection for what can be done without. A command that is not answered within `patience` (milliseconds) fails, and the
 * connection is made anew; without one, commands fail at once. So nobody waits twice for a Redis that stands still, and nothing
 * piles up before it. No command is sent again.
 */
export function connectHastily(url: string, observer: RedisObserver, patience = 250): Redis {
  return connectRedis(url, observer, {
    commandTimeout: patience,
    socketTimeout: patience,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // What was closed already is waited for all the same.
    disconnectTimeout: 100,
  });
}
