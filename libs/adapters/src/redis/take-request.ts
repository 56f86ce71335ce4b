import type { Redis } from 'ioredis';

/**
 * `judge` of libs/core in one step with what it reads and writes. A client is kept as how many seconds of its period were used,
 * and when (microseconds): both are exact, which their sum would not be. A clock that was set back takes nothing away from anyone.
 * Answers what was used before the request, from which `judge` makes the verdict.
 */
const lua = `
local seconds, share = tonumber(ARGV[1]), ARGV[1] / ARGV[2]
local now = tonumber(ARGV[3])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1e6 + time[2]
end
local used, at = unpack(redis.call('HMGET', KEYS[1], 'used', 'at'))
local before = 0
if used then
  before = math.max(0, used - math.max(0, now - at) / 1e6)
end
if before + share <= seconds + share * 1e-6 then
  redis.call('HSET', KEYS[1], 'used', string.format('%.17g', before + share), 'at', string.format('%.0f', now))
  redis.call('PEXPIRE', KEYS[1], math.ceil((before + share) * 1000))
end
return string.format('%.17g', before)
`;

/** A connection that knows the script. */
export interface TakingRedis {
  /** @param now microseconds; empty: the time of Redis. @returns seconds of the period that were used before */
  museTakeRequest(key: string, seconds: number, requests: number, now: number | ''): Promise<string>;
}

/** Teaches the connection the script. */
export function withTakeRequest(redis: Redis): TakingRedis {
  redis.defineCommand('museTakeRequest', { numberOfKeys: 1, lua });
  return redis as Redis & TakingRedis;
}
