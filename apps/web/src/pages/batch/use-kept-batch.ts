import type { DurableBatchRequest } from '@creative-muse/client';
import { type Batch, useBatch } from '@creative-muse/client/react';
import { useEffect, useState } from 'react';

const memory = 'creative-muse-batch';

/** A batch that this tab finds again after another page or a reload: the service goes on with it meanwhile. */
export function useKeptBatch(): { batch: Batch; isShown: boolean; start: Batch['start']; leave: () => void } {
  const batch = useBatch();
  const { id, failure, open } = batch;
  const [isShown, setShown] = useState(() => sessionStorage.getItem(memory) !== null);
  const isGone = failure?.code === 'batch_not_found';

  useEffect(() => {
    const kept = sessionStorage.getItem(memory);
    if (kept !== null) open(kept);
  }, [open]);
  useEffect(() => {
    if (id !== undefined) sessionStorage.setItem(memory, id);
  }, [id]);
  useEffect(() => {
    if (isGone) sessionStorage.removeItem(memory);
  }, [isGone]);

  const start = (request: DurableBatchRequest, models: readonly string[]): void => {
    setShown(true);
    batch.start(request, models);
  };
  const leave = (): void => {
    sessionStorage.removeItem(memory);
    setShown(false);
  };
  // What was never accepted is still to be changed.
  const isRefused = batch.status === 'failed' && id === undefined;
  return { batch, isShown: isShown && !isRefused, start, leave };
}
