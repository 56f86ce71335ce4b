import type { UsageStats } from '@creative-muse/client';

export type PreloadDecision = UsageStats['preload_report']['decisions'][number];

/** The latest that preloading decided about a model. */
export function lastDecision(decisions: readonly PreloadDecision[], model: string): PreloadDecision | undefined {
  const ofModel = decisions.filter((decision) => decision.model === model);
  return ofModel.reduce<PreloadDecision | undefined>(
    (latest, next) => (latest === undefined || next.at >= latest.at ? next : latest),
    undefined,
  );
}
