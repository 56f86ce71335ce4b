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
import { eventually, patience } from '../support/wait.js';

const job = { id: '5b0f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11', client: 'key anna' };
const keyOf = (client: string): string => `${keyPrefix}batches:running:${client}`;

jest.setTimeout(2 * patience);

let server: RedisServer;
let open: Redis[] = [];

beforeAll(async () => {
  server = await RedisServer.start();
});

afterEach(async () => {
  for (const one of open) one.disconnect();
  open = [];
  const redis = connectRedis(server.url, { lost: () => {} });
  await redis.flushall();
  redis.disconnect();
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

  it('are kept as long as their process lives', async () => {
    const held = listen(new RedisJobLeases(connect(), 6000).hold(job));
    await eventually(() => held.events.length > 0 || undefined, 'the lease');
    const redis = connect();
    let before = Infinity;
    // What is left of it grows when it is renewed, and at no other time.
    await eventually(async () => {
      const left = await redis.pttl(keyOf(job.client));
      const hasGrown = left > before;
      before = left;
      return hasGrown || undefined;
    }, 'the lease to be renewed');
    expect(held.completed).toBe(false);
    held.subscription.unsubscribe();
  });

  it('run out by themselves where their process has died, or cannot reach Redis', async () => {
    const connection = connect();
    const held = listen(new RedisJobLeases(connection, 500).hold(job));
    await eventually(() => held.events.length > 0 || undefined, 'the lease');
    connection.disconnect();
    const redis = connect();
    await eventually(async () => (await redis.exists(keyOf(job.client))) === 0 || undefined, 'its end in Redis');
    await eventually(() => held.completed || undefined, 'its holder to know');
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
    let joined = 0;
    return {
      repository: new TypeormBatchJobRepository(database),
      ideas: new TypeormIdeaRepository(database),
      join: () => {
        joined += 1;
        return {
          leases: new RedisJobLeases(connect(), lifetime),
          signals: new RedisJobSignals(connect(), connect()),
        };
      },
      ready: async () => {
        const listening = async (): Promise<unknown> => {
          const [, count] = await redis.pubsub('NUMSUB', `${keyPrefix}batches:signals`);
          return count === joined || undefined;
        };
        await eventually(listening, 'all processes to listen');
      },
      expire: async (client) => {
        await redis.del(keyOf(client));
      },
    };
  });
});
