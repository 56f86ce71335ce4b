import { PostgresServer } from '../support/postgres-server.js';
import { RedisServer } from '../support/redis-server.js';
import { type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

const requests = 100_000;

describe('RATE_LIMIT of several services', () => {
  let redis: RedisServer;
  let services: Service[];
  /** Requests that each service was sent. */
  const sent = [0, 0];

  // Within a day nothing comes back that a test could meet.
  beforeAll(async () => {
    redis = await RedisServer.start();
    const postgres = await PostgresServer.start();
    const env = { DATABASE_URL: postgres.newDatabase(), REDIS_URL: redis.url, RATE_LIMIT: `${requests}/24h` };
    // Neither has to be able to write: what is counted comes before that.
    services = await Promise.all(sent.map(() => startService({ env, untilReady: false })));
  });

  /** Sends a request, and answers how many may follow. */
  async function ask(index: number): Promise<number> {
    sent[index] += 1;
    const { status, headers } = await services[index].get('/api/v1/nowhere');
    expect(status).toBe(404);
    return Number(/;r=(\d+)/.exec(headers.get('ratelimit')!)![1]);
  }

  it('is one limit: what one has counted, the other knows', async () => {
    for (const [one, other] of [
      [0, 1],
      [1, 0],
    ]) {
      // Until it is connected, a service counts for itself.
      await eventually(async () => {
        await ask(other);
        return (await ask(one)) < requests - sent[one] ? true : undefined;
      }, 'a service to know what another one has counted');
    }
  });

  it('counts in each service where Redis is gone, and says so in the log', async () => {
    await redis.kill();
    await services[0].logged(/Redis\S* does not answer/);
    expect(requests - (await ask(0))).toBeLessThanOrEqual(sent[0]);
  });

  it('lets a service end that waits for Redis', async () => {
    const exits = await Promise.all(services.map((service) => service.stop()));
    expect(exits.map(({ code }) => code)).toEqual([0, 0]);
  });
});
