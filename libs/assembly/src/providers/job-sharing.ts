import { RedisJobLeases } from '@muse/adapters/batch-jobs/redis-job-leases.js';
import { RedisJobSignals } from '@muse/adapters/batch-jobs/redis-job-signals.js';
import { RedisConnections } from '@muse/adapters/redis/redis-connections.js';
import { JobLeases } from '@muse/core/batch-jobs/job-leases.js';
import { JobSignals, NoJobSignals } from '@muse/core/batch-jobs/job-signals.js';
import { MemoryJobLeases } from '@muse/core/batch-jobs/memory-job-leases.js';
import type { FactoryProvider } from '@nestjs/common';
import { interval, NEVER, type Observable } from 'rxjs';
import type { Parts } from './parts.js';

/** Milliseconds after which the batches of a process that has died may run elsewhere. */
const leaseLifetime = 10_000;

/** Milliseconds between two looks at what other processes left. */
const lookInterval = 5000;

/** How API processes share the batch jobs of one database; one alone shares them with nobody. */
export function jobSharingProviders({ config }: Parts): FactoryProvider[] {
  if (config.REDIS_URL === '') {
    return [
      { provide: JobLeases, useFactory: () => new MemoryJobLeases() },
      { provide: JobSignals, useFactory: () => new NoJobSignals() },
    ];
  }
  return [
    {
      provide: JobLeases,
      inject: [RedisConnections],
      useFactory: ({ commands }: RedisConnections) => new RedisJobLeases(commands, leaseLifetime),
    },
    {
      provide: JobSignals,
      inject: [RedisConnections],
      useFactory: ({ commands, calls }: RedisConnections) => new RedisJobSignals(commands, calls),
    },
  ];
}

/** When to look; one process alone knows of everything. */
export function timeToLook({ config }: Parts): Observable<unknown> {
  return config.REDIS_URL === '' ? NEVER : interval(lookInterval);
}
