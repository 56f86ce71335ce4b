import type { ModelUsage } from './model-usage.js';

const hour = 3600;

/**
 * How much a model deserves to be loaded: `usage_count x max(0.1, 1 - seconds since last_used / 3600)`, as the
 * specification has it. Worked out when it is asked for, so that it decays.
 */
export function priorityScore(
  { usageCount, lastUsed }: Pick<ModelUsage, 'usageCount' | 'lastUsed'>,
  now: Date,
): number {
  // Where the clock was put back, the last use lies ahead: that is no reason to count it more than once.
  const seconds = Math.max(0, now.getTime() - lastUsed.getTime()) / 1000;
  return usageCount * Math.max(0.1, 1 - seconds / hour);
}
