import { RedisScript } from '../redis/redis-script.js';
import { cancelChannel } from './queue-keys.js';

const clock = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)`;

/** KEYS lease and log of each generation; ARGV reader, life of a log, then the time of each lease in ms. Answers 1 for each log that is there. */
export const renewLeases = new RedisScript<(0 | 1)[]>(`${clock}
  local answers = {}
  for i = 1, #KEYS, 2 do
    local isThere = redis.call('PEXPIRE', KEYS[i + 1], ARGV[2])
    table.insert(answers, isThere)
    if isThere == 1 then
      redis.call('ZADD', KEYS[i], now + ARGV[3 + (i - 1) / 2], ARGV[1])
      redis.call('PEXPIRE', KEYS[i], ARGV[2])
    end
  end
  return answers`);

/** A process reads no more. KEYS lease; ARGV id, reader, grace in ms. Answers 1 where nobody is left and the worker has been told. */
export const leaveGeneration = new RedisScript<0 | 1>(`${clock}
  redis.call('ZREM', KEYS[1], ARGV[2])
  if tonumber(ARGV[3]) > 0 then redis.call('ZADD', KEYS[1], now + ARGV[3], 'grace') end
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  if redis.call('ZCARD', KEYS[1]) > 0 then return 0 end
  redis.call('PUBLISH', '${cancelChannel}', ARGV[1])
  return 1`);

/** Whether a generation is still wanted: yes, by nobody that has said so in time, its log has ended, or there is none. */
export type Wanted = 'yes' | 'no' | 'ended' | 'gone';

/** Says of each generation whether it is wanted. KEYS lease and log of each; ARGV life of a log. */
export const askWhetherWanted = new RedisScript<Wanted[]>(`${clock}
  local answers = {}
  for i = 1, #KEYS, 2 do
    local last = redis.call('XREVRANGE', KEYS[i + 1], '+', '-', 'COUNT', 1)[1]
    local answer = 'yes'
    if last and last[2][1] == 'end' then answer = 'ended'
    elseif not last then answer = 'gone'
    elseif redis.call('ZCOUNT', KEYS[i], now, '+inf') == 0 then answer = 'no'
    else redis.call('PEXPIRE', KEYS[i + 1], ARGV[1]) end
    table.insert(answers, answer)
  end
  return answers`);
