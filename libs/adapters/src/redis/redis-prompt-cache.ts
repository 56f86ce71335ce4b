import { PromptCache, type PromptCacheBounds, type WrittenText } from '@muse/core/prompt-cache/prompt-cache.js';
import type { Redis } from 'ioredis';
import { type CachingRedis, withPromptCache } from './prompt-cache-scripts.js';
import { keyPrefix } from './redis-connection.js';

const prefix = `${keyPrefix}prompts:`;
const keys = [`${prefix}texts`, `${prefix}ends`, `${prefix}uses`, `${prefix}figures`] as const;

/** Texts for all processes that share a Redis. Where it does not answer, there are none, and nothing is kept. */
export class RedisPromptCache extends PromptCache {
  private readonly redis: CachingRedis;

  /**
   * @param redis a connection whose commands fail soon, as `connectHastily` makes it
   * @param now seconds, for tests; left out, the clock of Redis counts
   */
  constructor(
    redis: Redis,
    private readonly bounds: PromptCacheBounds,
    private readonly now?: () => number,
  ) {
    super();
    this.redis = withPromptCache(redis);
  }

  override async find(key: string): Promise<WrittenText | undefined> {
    try {
      const found = await this.redis.museFindText(...keys, this.time(), key);
      return found === null ? undefined : read(found);
    } catch {
      return undefined;
    }
  }

  override async keep(key: string, written: WrittenText): Promise<void> {
    const { entries, bytes, seconds } = this.bounds;
    await this.redis
      .museKeepText(...keys, this.time(), key, JSON.stringify(written), entries, bytes, seconds)
      .catch(() => undefined);
  }

  override async count(): Promise<number> {
    return this.redis.museCountTexts(...keys, this.time()).catch(() => 0);
  }

  private time(): number | '' {
    return this.now === undefined ? '' : Math.round(this.now() * 1e6);
  }
}

/** What another version has written in another form is not there. */
function read(json: string): WrittenText | undefined {
  const { text, usage } = JSON.parse(json) as Partial<WrittenText>;
  return text === undefined || usage === undefined ? undefined : { text, usage };
}
