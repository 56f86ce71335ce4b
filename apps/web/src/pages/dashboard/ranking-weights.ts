import type { Ranking } from '@creative-muse/client';
import { type ScoreName, scoreOrder } from '../../parts/candidates/score-rows.js';

/** How much a score counts. */
export interface WeightRow {
  name: ScoreName;
  configured: number;
  /** What it counts now, with what was learned. */
  used: number;
}

/** What the ratings have to do with the weights: `off`, never; `few`, not yet; `unrelated`, they say nothing of the scores. */
export type Learning = 'off' | 'few' | 'unrelated' | 'learned';

/** Below it, trust is written as 0 %. */
const leastTrust = 0.005;

export function weightRows({ configured, used }: Pick<Ranking, 'configured' | 'used'>): WeightRow[] {
  return scoreOrder.map((name) => ({ name, configured: configured[name], used: used[name] }));
}

export function learningOf({ learned, trust, min_ratings: needed }: Omit<Ranking, 'scores'>): Learning {
  if (needed === 0) return 'off';
  if (learned === null) return 'few';
  return trust < leastTrust ? 'unrelated' : 'learned';
}
