import { Inject, Injectable } from '@nestjs/common';
import { Downloads } from '@muse/core/downloads/downloads.js';
import { Models } from '@muse/core/models/models.js';
import { PromptCache } from '@muse/core/prompt-cache/prompt-cache.js';
import { LiveFigures } from '@muse/core/statistics/live-figures.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import { Metrics } from './metrics.js';

/** Adds what others know already: it is asked for whenever somebody reads the metrics. */
@Injectable()
export class MetricsService {
  constructor(
    private readonly metrics: Metrics,
    private readonly registry: Models,
    live: LiveFigures,
    streams: StreamStatistics,
    downloads: Downloads,
    @Inject(PromptCache) cache: PromptCache | undefined,
  ) {
    const { instruments } = metrics;
    const now = (figure: 'queueDepth' | 'running') => () =>
      [...live.snapshot()].map(([model, figures]) => [model, figures[figure]] as const);
    instruments.readings('texts_waiting', 'Texts that wait.', now('queueDepth'));
    instruments.readings(
      'texts_running',
      'Texts whose prompt is being read, or that are being written.',
      now('running'),
    );
    instruments.readings('model_loaded', 'Whether a model is loaded (1) or not (0).', () =>
      this.ofAll((key) => (registry.statusOf(key) === 'loaded' ? 1 : 0)),
    );
    instruments.readings('model_memory_bytes', 'Resident memory of the runners of a model.', () =>
      this.ofLoaded((key) => registry.memoryOf(key)),
    );
    instruments.readings(
      'model_silence_seconds',
      'Time since a model that has work last ended a step; 0 while it has none.',
      () => this.ofLoaded((key) => registry.silenceOf(key)),
    );
    instruments.reading('streams_open', 'Ideas that are being streamed.', () => streams.active);
    instruments.reading('prompt_cache_entries', 'Texts in the prompt cache.', async () => (await cache?.count()) ?? 0);
    instruments.readings('download_bytes', 'Bytes of a running download that are here.', () =>
      this.ofAll((key) => downloads.progressOf(key)?.bytes),
    );
    instruments.readings('download_size_bytes', 'Bytes that a running download will have.', () =>
      this.ofAll((key) => downloads.progressOf(key)?.totalBytes),
    );
  }

  /** All metrics, as Prometheus reads them. */
  read(): Promise<string> {
    return this.metrics.instruments.registry.metrics();
  }

  private ofAll(read: (key: string) => number | undefined): [string, number][] {
    return figures(
      this.registry.list().map(({ entry }) => entry.key),
      read,
    );
  }

  private ofLoaded(read: (key: string) => number): [string, number][] {
    return figures(this.registry.loadedKeys(), read);
  }
}

/** A figure of each model that has one. */
function figures(keys: readonly string[], read: (key: string) => number | undefined): [string, number][] {
  return keys.flatMap((key) => {
    const value = read(key);
    return value === undefined ? [] : [[key, value]];
  });
}
