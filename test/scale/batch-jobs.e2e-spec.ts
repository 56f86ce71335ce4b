import { RedisJobLeases } from '@muse/adapters/batch-jobs/redis-job-leases.js';
import { RedisJobSignals } from '@muse/adapters/batch-jobs/redis-job-signals.js';
import { connectRedis, keyPrefix } from '@muse/adapters/redis/redis-connection.js';
import { TypeormBatchJobRepository } from '@muse/adapters/storage/typeorm-batch-job-repository.js';
import { TypeormIdeaRepository } from '@muse/adapters/storage/typeorm-idea-repository.js';
import type { Redis } from 'ioredis';
import { jobLeasesConformance } from '../conformance/job-leases.js';
import { sharedBatchJobsConformance } from '../conformance/shared-batch-jobs.js';
import { newFolder, openDatabase } from '../support/databases.js';
import { listen } from '../support/fakes/listen.js';
import { RedisServer } from '../support/redis-server.js';
import { eventually } from '../support/wait.js';

const job = { id: '5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11', client: 'key anna' };
const keyOf = (client: string): string => `${keyPrefix}batches:running:${client}`;

let server: RedisServer;
let open: Redis[] = [];

beforeAll(async () => {
  server = await RedisServer.start();
});

afterEach(async () => {
  const [redis] = open;
  await redis.flushall();
  for (const one of open) one.disconnect();
  open = [];
});

/** A connection of its own, closed after the test. */
function connect(): Redis {
  const redis = connectRedis(server.url, { lost: () => {} });
  open.push(redis);
  return redis;
}

/** Longer than any test. */
const lifetime = 60_000;

describe('RedisJobLeases', () => {
  jobLeasesConformance(async () => [new RedisJobLeases(connect(), lifetime), new RedisJobLeases(connect(), lifetime)]);

  it('are kept as long as their process lives, and run out by themselves when it has died', async () => {
    // So short that it has run out many times over if nobody renews it.
    const held = listen(new RedisJobLeases(connect(), 900).hold(job));
    const redis = connect();
    const seen = new Set<string>();
    // It is renewed when what is left of it has grown.
    let before = Infinity;
    await eventually(async () => {
      const left = await redis.pttl(keyOf(job.client));
      if (left > before) seen.add('renewed');
      before = left;
      return seen.has('renewed') || held.completed || undefined;
    }, 'the lease to be renewed');
    expect(seen.has('renewed') || held.completed).toBe(true);
    // Without its connection it is as if the process had died.
    open[0].disconnect();
    await eventually(
      async () => ((await redis.exists(keyOf(job.client))) === 0 ? true : undefined),
      'its end in Redis',
    );
    await eventually(() => held.completed || undefined, 'its holder to hear of it');
  });

  it('are lost where somebody else has one', async () => {
    const held = listen(new RedisJobLeases(connect(), 900).hold(job));
    const redis = connect();
    await eventually(() => held.events.length > 0 || undefined, 'the lease');
    await redis.set(keyOf(job.client), 'another:token');
    await eventually(() => held.completed || undefined, 'its holder to hear of it');
    expect(await redis.get(keyOf(job.client))).toBe('another:token');
  });
});

describe('Processes that share batch jobs through Redis and a database', () => {
  sharedBatchJobsConformance(async () => {
    const database = await openDatabase(newFolder());
    const redis = connect();
    return {
      repository: new TypeormBatchJobRepository(database),
      ideas: new TypeormIdeaRepository(database),
      join: () => ({
        leases: new RedisJobLeases(connect(), lifetime),
        signals: new RedisJobSignals(connect(), connect()),
      }),
      expire: async (client) => {
        await redis.del(keyOf(client));
      },
    };
  });
});
