import type { FactoryProvider } from '@nestjs/common';
import { MemoryPromptCache } from '@muse/adapters/prompt-cache/memory-prompt-cache.js';
import { RedisPromptCache } from '@muse/adapters/redis/redis-prompt-cache.js';
import type { Generations } from '@muse/core/generations/generations.js';
import { CachedGenerations, type CachedTools } from '@muse/core/prompt-cache/cached-generations.js';
import { PromptCache } from '@muse/core/prompt-cache/prompt-cache.js';
import { HastyRedis } from './hasty-redis.js';
import type { Parts } from './parts.js';

/** A text has a few kilobytes: the texts of a cache of the usual size take a few megabytes. */
const mostBytes = 64 * 2 ** 20;

/** The prompt cache; none where its size is 0. */
export function promptCacheProvider({ config }: Parts): FactoryProvider<PromptCache | undefined> {
  const bounds = { entries: config.PROMPT_CACHE_SIZE, bytes: mostBytes, seconds: config.PROMPT_CACHE_TTL };
  return {
    provide: PromptCache,
    inject: [HastyRedis],
    useFactory: (hasty: HastyRedis | undefined) => {
      if (bounds.entries === 0) return undefined;
      return hasty === undefined ? new MemoryPromptCache(bounds) : new RedisPromptCache(hasty.redis, bounds);
    },
  };
}

/** Generations behind the cache, where there is one. */
export function withPromptCache(
  generations: Generations,
  { cache, ...tools }: Omit<CachedTools, 'cache'> & { cache: PromptCache | undefined },
): Generations {
  return cache === undefined ? generations : new CachedGenerations(generations, { ...tools, cache });
}
