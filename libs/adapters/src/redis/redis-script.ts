import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A script that Redis runs as one step. Every one of ours may run twice: its answer may be lost and the command sent again. */
export class RedisScript<Answer> {
  private readonly sha: string;

  constructor(private readonly lua: string) {
    this.sha = createHash('sha1').update(lua).digest('hex');
  }

  async run(redis: Redis, keys: readonly string[], values: readonly (string | number)[]): Promise<Answer> {
    try {
      return (await redis.evalsha(this.sha, keys.length, ...keys, ...values)) as Answer;
    } catch (error) {
      // It was started anew, and knows no scripts.
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return (await redis.eval(this.lua, keys.length, ...keys, ...values)) as Answer;
    }
  }
}
