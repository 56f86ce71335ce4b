import type { Redis } from 'ioredis';

/*
 * The cache is four keys: the texts (a hash), when each ends (sorted by microseconds), the order in which they were asked for
 * (sorted by a number that only grows), and figures (that number, and the bytes of all texts). Every script leaves them in
 * agreement, and all go together when nothing was kept for as long as a text is.
 */
const begin = `
local texts, ends, uses, figures = unpack(KEYS)
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1e6 + time[2]
end
local function exact(number)
  return string.format('%.0f', number)
end
local function use(key)
  redis.call('ZADD', uses, redis.call('HINCRBY', figures, 'uses', 1), key)
end
local function forget(key)
  redis.call('HINCRBY', figures, 'bytes', exact(0 - redis.call('HSTRLEN', texts, key)))
  redis.call('HDEL', texts, key)
  redis.call('ZREM', ends, key)
  redis.call('ZREM', uses, key)
end
`;

const find = `${begin}
local last = redis.call('ZSCORE', ends, ARGV[2])
if not last or tonumber(last) <= now then return false end
use(ARGV[2])
return redis.call('HGET', texts, ARGV[2])
`;

const keep = `${begin}
local key, text, bytes = ARGV[2], ARGV[3], #ARGV[3]
local most, mostBytes, life = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
for _, ended in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', exact(now), 'LIMIT', 0, 100)) do forget(ended) end
forget(key)
if bytes > mostBytes then return end
redis.call('HSET', texts, key, text)
redis.call('HINCRBY', figures, 'bytes', bytes)
redis.call('ZADD', ends, exact(now + life * 1e6), key)
use(key)
while redis.call('ZCARD', uses) > most or tonumber(redis.call('HGET', figures, 'bytes')) > mostBytes do
  forget(redis.call('ZRANGE', uses, 0, 0)[1])
end
for _, name in ipairs(KEYS) do redis.call('PEXPIRE', name, math.ceil(life * 1000)) end
`;

const count = `${begin}
return redis.call('ZCOUNT', ends, '(' .. exact(now), '+inf')
`;

type Keys = [texts: string, ends: string, uses: string, figures: string];
/** Microseconds; empty: the time of Redis. */
type Now = number | '';

/** A connection that knows the scripts. */
export interface CachingRedis {
  museFindText(...args: [...Keys, now: Now, key: string]): Promise<string | null>;
  museKeepText(
    ...args: [...Keys, now: Now, key: string, text: string, entries: number, bytes: number, seconds: number]
  ): Promise<unknown>;
  museCountTexts(...args: [...Keys, now: Now]): Promise<number>;
}

/** Teaches the connection the scripts. */
export function withPromptCache(redis: Redis): CachingRedis {
  redis.defineCommand('museFindText', { numberOfKeys: 4, lua: find });
  redis.defineCommand('museKeepText', { numberOfKeys: 4, lua: keep });
  redis.defineCommand('museCountTexts', { numberOfKeys: 4, lua: count });
  return redis as Redis & CachingRedis;
}
