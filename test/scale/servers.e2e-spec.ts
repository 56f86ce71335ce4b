import { connectRedis } from '@muse/adapters/redis/redis-connection.js';
import { query } from '../support/postgres-databases.js';
import { PostgresServer } from '../support/postgres-server.js';
import { RedisServer } from '../support/redis-server.js';

// A server takes a while to be made on a slow machine; what is waited for is bounded itself.
jest.setTimeout(120_000);

/** The servers of these tests do what the tests rely on. */
describe('Servers', () => {
  it('Redis has what it had when it was killed, and a connection comes back by itself', async () => {
    const server = await RedisServer.start();
    const redis = connectRedis(server.url, { lost: () => {} });
    try {
      await redis.set('key', 'value');
      await server.kill();
      const answer = redis.get('key');
      await server.restart();
      expect(await answer).toBe('value');
    } finally {
      redis.disconnect();
    }
  });

  it('PostgreSQL has what it had when it was killed', async () => {
    const server = await PostgresServer.start();
    const url = server.newDatabase();
    await query(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.kill();
    await server.restart();
    expect(await query(url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });
});
