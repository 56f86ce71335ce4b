import type { Ranking, Stats, UsageStats } from '@creative-muse/client';
import { type Failure, toFailure, useMuse } from '@creative-muse/client/react';
import { useEffect, useState } from 'react';

export interface Totals {
  stats: Stats;
  usage: UsageStats;
  ranking: Ranking;
}

/** Milliseconds between two looks: what is counted over days changes slowly. */
const pause = 3000;

/** What the service has counted so far, read again and again while the page can be seen. */
export function useTotals(): { totals?: Totals; failure?: Failure } {
  const muse = useMuse();
  const [totals, setTotals] = useState<Totals>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const read = async (): Promise<void> => {
      const [stats, usage, ranking] = await Promise.all([
        muse.stats.get({ signal }),
        muse.models.usageStats({ signal }),
        muse.ranking({ signal }),
      ]);
      setTotals({ stats, usage, ranking });
      setFailure(undefined);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      if (!document.hidden) {
        await read().catch((error: unknown) => {
          if (!signal.aborted) setFailure(toFailure(error));
        });
      }
      // The next look begins when this one has ended: a slow service is not asked twice at once.
      if (!signal.aborted) timer = setTimeout(() => void look(), pause);
    };
    void look();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [muse]);
  return { totals, failure };
}
