import type { FactoryProvider, ValueProvider } from '@nestjs/common';
import { MemoryRateLimiter } from '@muse/adapters/rate-limit/memory-rate-limiter.js';
import { RedisRateLimiter } from '@muse/adapters/redis/redis-rate-limiter.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { RequestLimits } from '@muse/features/access/request-limits.js';
import { BatchSettings } from '@muse/features/batch/batch-settings.js';
import { BatchJobSettings } from '@muse/features/batch-jobs/batch-job-settings.js';
import { GenerationSettings } from '@muse/features/generation/generation-settings.js';
import { HealthSettings } from '@muse/features/health/health-settings.js';
import { PreloadSettings } from '@muse/features/models/preload-settings.js';
import { OpenAiSettings } from '@muse/features/openai/openai-settings.js';
import { StatsSettings } from '@muse/features/stats/stats-settings.js';
import { HastyRedis } from './hasty-redis.js';
import { type Parts, textsTogether } from './parts.js';

/** What the features need to know of the configuration. */
export function settingsProviders(parts: Parts): (FactoryProvider | ValueProvider)[] {
  const { config } = parts;
  return [
    { provide: GenerationSettings, useValue: generationSettings(config) },
    {
      provide: RequestLimits,
      inject: [HastyRedis],
      useFactory: (hasty: HastyRedis | undefined) => requestLimits(config, hasty),
    },
    { provide: HealthSettings, useValue: { patience: config.READY_PATIENCE } },
    { provide: PreloadSettings, useValue: { cron: config.PRELOAD_CRON, top: config.PRELOAD_TOP_MODELS } },
    { provide: BatchSettings, useValue: { maxPrompts: config.BATCH_MAX_PROMPTS } },
    { provide: BatchJobSettings, useValue: { maxItems: config.BATCH_MAX_ITEMS } },
    { provide: OpenAiSettings, useValue: { parallel: textsTogether(parts) } },
    { provide: StatsSettings, useValue: { parallel: config.MAX_PARALLEL_WORKERS > 1, interval: 1000 } },
  ];
}

function generationSettings(config: MuseConfig): GenerationSettings {
  return {
    inputMaxLength: config.INPUT_MAX_LENGTH,
    maxCandidates: config.ENSEMBLE_MAX_CANDIDATES,
    chunkSize: config.STREAMING_CHUNK_SIZE,
    chunkDelay: config.STREAMING_DELAY,
  };
}

function requestLimits({ RATE_LIMIT: limit }: MuseConfig, hasty: HastyRedis | undefined): RequestLimits {
  if (limit === undefined) return new RequestLimits();
  const here = new MemoryRateLimiter(limit);
  return new RequestLimits(limit, hasty === undefined ? here : new RedisRateLimiter(hasty.redis, limit, here));
}
