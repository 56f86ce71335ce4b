import { Injectable } from '@nestjs/common';
import { Models } from '@muse/core/models/models.js';
import { Counters } from '@muse/core/statistics/counters.js';
import { IdeaActivity } from '@muse/core/statistics/idea-activity.js';
import { LiveFigures } from '@muse/core/statistics/live-figures.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import type { Response } from 'express';
import { map, timer } from 'rxjs';
import { sendEvents } from '../http/event-stream.js';
import { StatsSettings } from './stats-settings.js';
import type { LiveModelDto, StatsEvent } from './stats-event.dto.js';
import type { BatchStatsDto, ModelStatsDto, StatsDto, StreamingStatsDto } from './stats.dto.js';

const day = 24 * 60 * 60 * 1000;

/** Puts the figures together; what grows with the ideas is read from counters. */
@Injectable()
export class StatsService {
  constructor(
    private readonly counters: Counters,
    private readonly activity: IdeaActivity,
    private readonly registry: Models,
    private readonly streams: StreamStatistics,
    private readonly live: LiveFigures,
    private readonly settings: StatsSettings,
  ) {}

  async read(now = Date.now()): Promise<StatsDto> {
    const [ideas, streaming, batch, recent] = await Promise.all([
      this.counters.startingWith('ideas.'),
      this.counters.startingWith('streaming.'),
      this.counters.startingWith('batch.'),
      this.activity.countSince(new Date(now - day)),
    ]);
    const categories = below(ideas, 'category.');
    return {
      total_ideas: Object.values(categories).reduce((sum, count) => sum + count, 0),
      categories,
      average_rating: ratio(ideas, 'rating_sum', 'rating_count'),
      recent_activity: recent,
      model_stats: this.models(),
      streaming_stats: this.streaming(streaming),
      batch_stats: this.batch(batch),
    };
  }

  /** Sends the live figures again and again until the client hangs up. */
  stream(response: Response): Promise<void> {
    const events = timer(0, this.settings.interval).pipe(map((n) => ({ id: `stats:${n}`, data: this.now() })));
    return sendEvents(response, events);
  }

  private now(): StatsEvent {
    const models: [string, LiveModelDto][] = [...this.live.snapshot()].map(([key, figures]) => [
      key,
      {
        tokens_per_second: figures.tokensPerSecond,
        queue_depth: figures.queueDepth,
        running: figures.running,
        time_to_first_token: figures.timeToFirstToken,
        prompt_tokens: figures.promptTokens,
        cached_prompt_tokens: figures.cachedPromptTokens,
        memory_bytes: this.registry.memoryOf(key),
      },
    ]);
    return {
      type: 'stats',
      at: new Date().toISOString(),
      active_sessions: this.streams.active,
      models: Object.fromEntries(models),
    };
  }

  private models(): ModelStatsDto {
    const models = this.registry.list();
    return {
      total_models: models.length,
      available_models: models.filter(({ available }) => available).length,
      loaded_models: models.filter(({ status }) => status === 'loaded').length,
      current_model: this.registry.currentModel,
      memory: { api_bytes: process.memoryUsage.rss(), model_bytes: this.memoryOfModels() },
    };
  }

  private memoryOfModels(): Record<string, number> {
    return Object.fromEntries(this.registry.loadedKeys().map((key) => [key, this.registry.memoryOf(key)]));
  }

  private streaming(counters: ReadonlyMap<string, number>): StreamingStatsDto {
    return {
      active_sessions: this.streams.active,
      total_streaming_requests: counters.get('requests') ?? 0,
      average_streaming_time: ratio(counters, 'seconds', 'finished') ?? 0,
    };
  }

  private batch(counters: ReadonlyMap<string, number>): BatchStatsDto {
    return {
      total_batch_requests: counters.get('requests') ?? 0,
      batch_methods: below(counters, 'method.'),
      parallel_processing_enabled: this.settings.parallel,
      diversity: {
        ideas: counters.get('diversity.ideas') ?? 0,
        distinct: counters.get('diversity.distinct') ?? 0,
        mean_similarity: ratio(counters, 'diversity.similarity', 'diversity.pairs'),
        rewritten: counters.get('diversity.rewritten') ?? 0,
      },
    };
  }
}

/** The counters under a prefix that are not back at 0. */
function below(counters: ReadonlyMap<string, number>, prefix: string): Record<string, number> {
  const found = [...counters].filter(([name, count]) => name.startsWith(prefix) && count > 0);
  return Object.fromEntries(found.map(([name, count]) => [name.slice(prefix.length), count]));
}

function ratio(counters: ReadonlyMap<string, number>, sum: string, count: string): number | null {
  const divisor = counters.get(count) ?? 0;
  return divisor === 0 ? null : (counters.get(sum) ?? 0) / divisor;
}
