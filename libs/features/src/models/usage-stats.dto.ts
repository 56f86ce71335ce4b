import type { PreloadFigures } from '@muse/core/preloading/preload-figures.js';
import type { ModelUsage } from '@muse/core/usage/model-usage.js';
import { priorityScore } from '@muse/core/usage/priority-score.js';
import { ApiProperty } from '@nestjs/swagger';

/** The use of one model. */
export class ModelUsageDto {
  usage_count: number;
  /** Seconds. */
  total_time: number;
  /** Seconds. */
  average_time: number;
  /** @example 2026-11-24T09:30:00.000Z */
  last_used: string;
  /** usage_count x max(0.1, 1 - seconds since last_used / 3600), worked out now. */
  priority_score: number;
}

/** A decision of preloading. */
export class PreloadDecisionDto {
  /** @example 2026-11-24T09:30:00.000Z */
  at: string;
  model: string;
  action: 'load' | 'evict' | 'keep' | 'skip';
  reason: string;
}

/** What preloading did, counted from real requests since the service started. */
export class PreloadReportDto {
  /** Requests that found their model loaded. */
  hits: number;
  /** Requests that had to wait for it. */
  cold_starts: number;
  /** Seconds of loading that requests did not have to wait for, because their model had been loaded ahead. */
  seconds_saved: number;
  decisions: PreloadDecisionDto[];
}

const score = { type: 'object', properties: { priority_score: { type: 'number' } }, required: ['priority_score'] };
/** A key and its score. OpenAPI 3.0 has no tuples: a list of two, each one of these. */
const recommendation = { type: 'array', minItems: 2, maxItems: 2, items: { oneOf: [{ type: 'string' }, score] } };

export class UsageStatsDto {
  @ApiProperty({ type: 'object', additionalProperties: { $ref: '#/components/schemas/ModelUsageDto' } })
  usage_stats: Record<string, ModelUsageDto>;
  intelligent_preload_enabled: boolean;
  /** The most wanted models, each with its score. */
  @ApiProperty({ type: 'array', items: recommendation, example: [['muse-mini', { priority_score: 8.5 }]] })
  preload_recommendations: [string, { priority_score: number }][];
  preload_report: PreloadReportDto;
}

export function toModelUsageDto(usage: ModelUsage, now: Date): ModelUsageDto {
  return {
    usage_count: usage.usageCount,
    total_time: usage.totalTime,
    average_time: usage.totalTime / usage.usageCount,
    last_used: usage.lastUsed.toISOString(),
    priority_score: priorityScore(usage, now),
  };
}

export function toPreloadReportDto({ hits, coldStarts, secondsSaved, decisions }: PreloadFigures): PreloadReportDto {
  return {
    hits,
    cold_starts: coldStarts,
    seconds_saved: secondsSaved,
    decisions: decisions.map(({ at, model, action, reason }) => ({ at: at.toISOString(), model, action, reason })),
  };
}
