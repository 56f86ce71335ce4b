import type { Model, UsageStats } from '@creative-muse/client';
import { type Failure, toFailure, useMuse } from '@creative-muse/client/react';
import { useEffect, useState } from 'react';

/** How the models are used, read again whenever one of them is loaded, unloaded or chosen. */
export function useUsage(models: readonly Model[] | undefined): { usage?: UsageStats; failure?: Failure } {
  const muse = useMuse();
  const [usage, setUsage] = useState<UsageStats>();
  const [failure, setFailure] = useState<Failure>();
  // Not the models themselves: a download changes them every second.
  const situation = models?.map(({ key, status, current }) => `${key} ${status} ${current}`).join();
  useEffect(() => {
    if (situation === undefined) return;
    const controller = new AbortController();
    const { signal } = controller;
    muse.models.usageStats({ signal }).then(
      (next) => {
        setUsage(next);
        setFailure(undefined);
      },
      (error: unknown) => {
        if (!signal.aborted) setFailure(toFailure(error));
      },
    );
    return () => controller.abort();
  }, [muse, situation]);
  return { usage, failure };
}
