import { RedisScript } from '../redis/redis-script.js';

/** What became of a wish. */
export type Admission =
  /** It has a place: add the job with this priority. `position` is 0 where it need not wait; whether a worker has the model. */
  | ['taken', priority: number, position: number, isLoaded: 0 | 1]
  /** It runs already, or has been written: read its log. */
  | ['joined']
  /** A worker is just done with a job of this id: ask again. */
  | ['busy']
  | ['no_worker']
  | ['full', running: number, waiting: number, capacity: number];

/** The highest priority of BullMQ, where 1 goes first. */
const lastPriority = 2_097_151;
/** Priorities that have been given away when all of them are moved down again. */
const moveAt = 1_000_000;
/** Steps that batches stand behind those who wait for an answer: so many turns of each client may pass them. */
const batchSteps = 1000;
/** Clients whose turns are remembered before those whose turn is over are forgotten. */
const mostClients = 10_000;
/** Milliseconds within which a job that has a place has to be added. */
const ticketLife = 10_000;

/**
 * Gives a job a place in the queue of its model, or says why there is none, and opens its log: one step, whoever else asks.
 *
 * Clients take turns: the priority of a job is the step at which it would be finished if every client had one job written a step. That
 * is one step after the client's last job, or after the step at which the queue is now. When nobody waits, all begin anew.
 *
 * KEYS log, lease, turns, tickets, slots, workers, prioritized, wait, active, job
 * ARGV id, client, interactive, jobs that may wait, slots where no worker tells them, head, `queued` event up to its position,
 *      reader, lease in ms, life of the log in ms
 */
export const admit = new RedisScript<Admission>(`
  local log, lease, turns, tickets, slots, workers, prioritized, wait, active, job = unpack(KEYS)
  local id, client, interactive, most, planned, head, queued, reader, leased, life = unpack(ARGV)
  local step = 4294967296
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)

  local last = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
  if last then
    local hasEnded = last[2][1] == 'end'
    local hasFailed = hasEnded and string.find(last[2][2], '"code"', 1, true) == 2
    -- One that runs and has no job was about to be added when the answer was lost.
    if not hasFailed and (hasEnded or redis.call('EXISTS', job) == 1) then
      redis.call('ZADD', lease, now + leased, reader)
      redis.call('PEXPIRE', lease, life)
      return {'joined'}
    end
  end
  if redis.call('EXISTS', job) == 1 then return {'busy'} end
  if redis.call('EXISTS', workers) == 0 then return {'no_worker'} end

  local capacity = 0
  local told = redis.call('HGETALL', slots)
  for i = 1, #told, 2 do
    local count, expires = string.match(told[i + 1], '^(%d+) (%d+)$')
    if tonumber(expires) > now then capacity = capacity + count else redis.call('HDEL', slots, told[i]) end
  end
  local isLoaded = capacity > 0
  if not isLoaded then capacity = tonumber(planned) end

  redis.call('ZREMRANGEBYSCORE', tickets, '-inf', now)
  redis.call('ZREM', tickets, id)
  local ahead = redis.call('LLEN', wait) + redis.call('ZCARD', tickets)
  local waiting = ahead + redis.call('ZCARD', prioritized)
  local running = redis.call('LLEN', active)
  if waiting == 0 then redis.call('DEL', turns) end

  local who = (interactive == '1' and 'i ' or 'b ') .. client
  local finish, before = 0, nil
  local mine = redis.call('HGET', turns, who)
  if mine then
    finish, before = string.match(mine, '^(%d+) (.*)$')
    finish = tonumber(finish)
  end
  local isNew = not (before and redis.call('ZSCORE', prioritized, before))
  if running + waiting >= capacity + most + (isNew and most or 0) then return {'full', running, waiting, capacity} end

  local top = tonumber(redis.call('HGET', turns, 'top') or '0')
  local least = redis.call('ZRANGE', prioritized, 0, 0, 'WITHSCORES')[2]
  local clock = 0
  if least then clock = math.min(math.floor(least / step) - 1, top) end

  local isCrowded = redis.call('HLEN', turns) > ${mostClients}
  if isCrowded or clock > ${moveAt} then
    local down = clock > ${moveAt} and clock or 0
    local all = redis.call('HGETALL', turns)
    for i = 1, #all, 2 do
      if all[i] ~= 'top' then
        local at, which = string.match(all[i + 1], '^(%d+) (.*)$')
        if tonumber(at) <= clock then redis.call('HDEL', turns, all[i])
        else redis.call('HSET', turns, all[i], string.format('%.0f %s', at - down, which)) end
      end
    end
    if down > 0 then
      local jobs = redis.call('ZRANGE', prioritized, 0, -1, 'WITHSCORES')
      for i = 1, #jobs, 2 do
        local score = math.max(jobs[i + 1] - down * step, step)
        redis.call('ZADD', prioritized, string.format('%.0f', score), jobs[i])
        -- With this one it comes back where its worker gives it back.
        redis.call('HSET', string.gsub(prioritized, 'prioritized$', '') .. jobs[i], 'priority', math.floor(score / step))
      end
      top, clock, finish = top - down, 0, math.max(finish - down, 0)
      redis.call('HSET', turns, 'top', top)
    end
  end

  finish = math.max(clock, finish) + 1
  if interactive == '1' and finish > top then redis.call('HSET', turns, 'top', finish) end
  redis.call('HSET', turns, who, finish .. ' ' .. id)
  redis.call('PEXPIRE', turns, life)
  local priority = math.min(finish + (interactive == '1' and 0 or ${batchSteps}), ${lastPriority})

  local position = 0
  if not isLoaded or running + waiting >= capacity then
    position = ahead + redis.call('ZCOUNT', prioritized, '-inf', string.format('(%.0f', (priority + 1) * step)) + 1
  end
  redis.call('ZADD', tickets, now + ${ticketLife}, id)
  redis.call('PEXPIRE', tickets, ${ticketLife})
  redis.call('DEL', log, lease)
  redis.call('ZADD', lease, now + leased, reader)
  redis.call('PEXPIRE', lease, life)
  redis.call('XADD', log, '0-1', 'head', head)
  if position > 0 then redis.call('XADD', log, '0-2', 'event', queued .. position .. '}') end
  redis.call('PEXPIRE', log, life)
  return {'taken', priority, position, isLoaded and 1 or 0}`);
