import { keyPrefix } from './redis-connection.js';
import { RedisScript } from './redis-script.js';

/** The log of a generation: the key of its stream, and the channel on which its entries are told. */
export function logKey(id: string): string {
  return `${keyPrefix}log:${id}`;
}

/** The logs that have ended, by time. */
export const endedLogs = `${keyPrefix}logs:ended`;

/** Milliseconds for which a log stays after it was last written or read. */
export const logLife = 60 * 60 * 1000;

/** What became of entries: they stand there, there is no log any more, or a later writer has taken it over or has ended it. */
export type Written = 'written' | 'gone' | 'overtaken';

/** Lua: takes note of an ended log, and lets the oldest go where there are too many. */
const noteEnd = `
  local function noteEnd(ended, log, most)
    redis.call('ZADD', ended, redis.call('TIME')[1], log)
    local surplus = redis.call('ZCARD', ended) - most
    if surplus > 0 then
      local oldest = redis.call('ZPOPMIN', ended, surplus)
      for i = 1, #oldest, 2 do redis.call('DEL', oldest[i]) end
    end
  end`;

/**
 * Adds entries to a log and tells its readers. What stands there already was sent again; nothing follows an end.
 * KEYS log, ended logs; ARGV life, entries at most, ended logs at most, whether it may begin the log, then id, kind and value of each.
 */
export const appendEntries = new RedisScript<Written>(`${noteEnd}
  local function attempt(id) return tonumber(string.match(id, '^%d+')) end
  local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
  if last and last[2][1] == 'end' and attempt(last[1]) < attempt(ARGV[5]) then return 'overtaken' end
  for i = 5, #ARGV, 3 do
    local made
    if ARGV[4] == '1' then
      made = redis.pcall('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], ARGV[i], ARGV[i + 1], ARGV[i + 2])
    else
      made = redis.pcall('XADD', KEYS[1], 'NOMKSTREAM', 'MAXLEN', '~', ARGV[2], ARGV[i], ARGV[i + 1], ARGV[i + 2])
    end
    if not made then return 'gone' end
    if type(made) == 'table' then
      if not string.find(made.err, 'equal or smaller', 1, true) then return made end
      if attempt(last[1]) > attempt(ARGV[i]) then return 'overtaken' end
    else
      redis.call('PUBLISH', KEYS[1], ARGV[i] .. ' ' .. ARGV[i + 1] .. ' ' .. ARGV[i + 2])
      if ARGV[i + 1] == 'end' then noteEnd(KEYS[2], KEYS[1], tonumber(ARGV[3])) end
    end
  end
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  return 'written'`);

/**
 * Ends a log from outside, whoever writes it; one that has ended stays as it is.
 * KEYS log, ended logs; ARGV life, ended logs at most, id and value of the end.
 * Answers 1 where it ended it.
 */
export const endLog = new RedisScript<0 | 1>(`${noteEnd}
  local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
  if not last or last[2][1] == 'end' then return 0 end
  redis.call('XADD', KEYS[1], ARGV[3], 'end', ARGV[4])
  redis.call('PUBLISH', KEYS[1], ARGV[3] .. ' end ' .. ARGV[4])
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  noteEnd(KEYS[2], KEYS[1], tonumber(ARGV[2]))
  return 1`);
