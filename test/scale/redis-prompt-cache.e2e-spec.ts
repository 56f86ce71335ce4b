import { RedisPromptCache } from '@muse/adapters/redis/redis-prompt-cache.js';
import { promptCacheSuite } from '../conformance/prompt-cache.js';
import { hastyRedis } from '../support/hasty-redis.js';
import { RedisServer } from '../support/redis-server.js';

const bounds = { entries: 3, bytes: 1000, seconds: 3600 };
const rain = { text: 'Regen in der Tonne', usage: { promptTokens: 9, completionTokens: 20 } };

describe('RedisPromptCache', () => {
  let server: RedisServer;

  beforeAll(async () => {
    server = await RedisServer.start();
  });

  beforeEach(async () => {
    await (await hastyRedis(server)).flushall();
  });

  describe('as every prompt cache', () => {
    promptCacheSuite(async (ofSuite, clock) => {
      const redis = await hastyRedis(server);
      await redis.flushall();
      return new RedisPromptCache(redis, ofSuite, clock);
    });
  });

  it('is one for several processes', async () => {
    const [one, other] = [await hastyRedis(server), await hastyRedis(server)];
    await new RedisPromptCache(one, bounds).keep('a', rain);
    expect(await new RedisPromptCache(other, bounds).find('a')).toEqual(rain);
  });

  it('leaves nothing behind: its keys agree with each other, and go when the last text does', async () => {
    const redis = await hastyRedis(server);
    const cache = new RedisPromptCache(redis, bounds);
    for (const key of ['a', 'b', 'c', 'd', 'b', 'e']) await cache.keep(key, rain);
    const left = ['b', 'd', 'e'];
    expect((await redis.hkeys('muse:prompts:texts')).sort()).toEqual(left);
    expect((await redis.zrange('muse:prompts:ends', 0, -1)).sort()).toEqual(left);
    expect((await redis.zrange('muse:prompts:uses', 0, -1)).sort()).toEqual(left);
    expect(Number(await redis.hget('muse:prompts:figures', 'bytes'))).toBe(3 * JSON.stringify(rain).length);
    for (const key of await redis.keys('*')) {
      const life = await redis.pttl(key);
      expect({ key, ends: life > 0 && life <= 3_600_000 }).toEqual({ key, ends: true });
    }
  });

  it('is empty while Redis stands still, and where it is gone; and has its texts when Redis is back', async () => {
    const redis = await hastyRedis(server, 250);
    const cache = new RedisPromptCache(redis, bounds);
    await new RedisPromptCache(await hastyRedis(server), bounds).keep('a', rain);
    process.kill(server.pid, 'SIGSTOP');
    expect(await cache.find('a')).toBeUndefined();
    await cache.keep('b', rain);
    expect(await cache.count()).toBe(0);
    process.kill(server.pid, 'SIGCONT');
    await server.kill();
    expect(await cache.find('a')).toBeUndefined();
    await server.restart();
    expect(await new RedisPromptCache(await hastyRedis(server), bounds).find('a')).toEqual(rain);
  });
});
