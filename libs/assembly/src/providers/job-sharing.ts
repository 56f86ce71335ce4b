import { RedisJobLeases } from '@muse/adapters/batch-jobs/redis-job-leases.js';
import { RedisJobSignals } from '@muse/adapters/batch-jobs/redis-job-signals.js';
import { connectRedis } from '@muse/adapters/redis/redis-connection.js';
import { JobLeases } from '@muse/core/batch-jobs/job-leases.js';
import { JobSignals, NoJobSignals } from '@muse/core/batch-jobs/job-signals.js';
import { MemoryJobLeases } from '@muse/core/batch-jobs/memory-job-leases.js';
import { type FactoryProvider, Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { interval, NEVER, type Observable } from 'rxjs';
import type { Parts } from './parts.js';

/** Milliseconds after which the batches of a process that has died may run elsewhere. */
const leaseLifetime = 10_000;

/** Milliseconds between two looks at what other processes left. */
const lookInterval = 5000;

/** How API processes share the batch jobs of one database; one alone shares them with nobody. */
export function jobSharingProviders({ config: { REDIS_URL: url } }: Parts): FactoryProvider[] {
  const connect = (): Redis => connectRedis(url, { lost: ({ message }) => logger.warn(`Redis is away: ${message}`) });
  return [
    {
      provide: JobLeases,
      useFactory: () => (url === '' ? new MemoryJobLeases() : new RedisJobLeases(connect(), leaseLifetime)),
    },
    {
      provide: JobSignals,
      useFactory: () => (url === '' ? new NoJobSignals() : new RedisJobSignals(connect(), connect())),
    },
  ];
}

/** When to look; one process alone knows of everything. */
export function timeToLook({ config }: Parts): Observable<unknown> {
  return config.REDIS_URL === '' ? NEVER : interval(lookInterval);
}

const logger = new Logger('Batches');
