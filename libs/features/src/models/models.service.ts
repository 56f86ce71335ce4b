import { Injectable } from '@nestjs/common';
import { Downloads } from '@muse/core/downloads/downloads.js';
import { ModelWays } from '@muse/core/models/model-ways.js';
import { Models, type ModelState } from '@muse/core/models/models.js';
import { Preloading } from '@muse/core/preloading/preloading.js';
import { PreloadFigures } from '@muse/core/preloading/preload-figures.js';
import { UsageHistory } from '@muse/core/usage/usage-history.js';
import { type ModelDto, toModelDto } from './model.dto.js';
import type { PreloadRequest, PreloadResponse } from './preload.dto.js';
import { PreloadSettings } from './preload-settings.js';
import { toModelUsageDto, toPreloadReportDto, type UsageStatsDto } from './usage-stats.dto.js';

/** The models, and what is done with them. */
@Injectable()
export class ModelsService {
  constructor(
    private readonly registry: Models,
    private readonly preloader: Preloading,
    private readonly usage: UsageHistory,
    private readonly report: PreloadFigures,
    private readonly settings: PreloadSettings,
    private readonly downloads: Downloads,
    private readonly ways: ModelWays,
  ) {}

  list(): ModelDto[] {
    return this.registry.list().map((state) => this.show(state));
  }

  /** @throws MuseError `model_not_found`. */
  get(key: string): ModelDto {
    return this.show(this.registry.state(key));
  }

  async preload({ model_keys, priority }: PreloadRequest): Promise<PreloadResponse> {
    const results = await this.preloader.preload([...new Set(model_keys)], priority);
    return {
      message: 'Vorladen abgeschlossen',
      results: results.map(({ model, status, error }) => ({
        model,
        success: status !== 'failed',
        status,
        ...(error === undefined ? {} : { error }),
      })),
      priority,
    };
  }

  async switchTo(key: string): Promise<ModelDto> {
    await this.registry.switchTo(key);
    return this.get(key);
  }

  async deactivate(): Promise<ModelDto> {
    return this.get(await this.registry.deactivate());
  }

  async unload(key: string): Promise<ModelDto> {
    await this.registry.unload(key);
    return this.get(key);
  }

  async usageStats(now = new Date()): Promise<UsageStatsDto> {
    // First who is recommended: a model cannot lose its use afterwards.
    const wanted = await this.preloader.recommended(now);
    const all = (await this.usage.read()).map((usage) => [usage.model, toModelUsageDto(usage, now)] as const);
    const stats = Object.fromEntries(all);
    return {
      usage_stats: stats,
      intelligent_preload_enabled: this.settings.top > 0,
      preload_recommendations: wanted.map((key) => [key, { priority_score: stats[key].priority_score }]),
      preload_report: toPreloadReportDto(this.report),
    };
  }

  private show(state: ModelState): ModelDto {
    const { key } = state.entry;
    const download = { progress: this.downloads.progressOf(key), failure: this.downloads.failureOf(key) };
    return toModelDto(state, this.preloader.placeOf(key) ?? null, download, this.ways.wayOf(key)?.batching);
  }
}
