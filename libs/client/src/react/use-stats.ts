import { useCallback, useState } from 'react';
import type { FollowOptions } from '../follow.js';
import type { LiveStats } from '../types.js';
import { useLive } from './use-live.js';
import { useMuse } from './muse-context.js';

export interface LiveStatistics {
  /** The latest figures; undefined until the first are here. */
  latest?: LiveStats;
  /** The figures of the last seconds, the oldest first. */
  history: readonly LiveStats[];
  /** Whether the connection is lost and is being tried again. */
  isLost: boolean;
}

/** The live figures of the service, one a second. @param length how many of the last are kept */
export function useStats(length = 120): LiveStatistics {
  const muse = useMuse();
  const [history, setHistory] = useState<readonly LiveStats[]>([]);
  const [isLost, setLost] = useState(false);
  const open = useCallback((options: FollowOptions) => muse.stats.watch(options), [muse]);
  useLive(open, { onEvent: (event) => setHistory((before) => [...before, event].slice(-length)), onLost: setLost });
  return { latest: history.at(-1), history, isLost };
}
