import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { DurableBatchEvent, DurableBatchRequest } from '../types.js';
import { type BatchState, idleBatch, reduceBatch } from './batch-state.js';
import { useMuse } from './muse-context.js';

export interface Batch extends BatchState {
  /** Sends a batch; `models` are those that it runs on. */
  start: (request: DurableBatchRequest, models: readonly string[]) => void;
  /** Shows a batch that was sent before, and what becomes of it. */
  open: (id: string) => void;
  /** Ends it at once; what is done stays. */
  cancel: () => void;
  /** Runs the failed items again. */
  retry: () => void;
}

/** Milliseconds for which events are gathered: a page that is drawn for each of hundreds would stutter. */
export const gathering = 50;

/** A batch that survives a restart of the service and of the page's connection. Leaving the page does not end it. */
export function useBatch(): Batch {
  const muse = useMuse();
  const [state, dispatch] = useReducer(reduceBatch, idleBatch);
  const watching = useRef<AbortController>(undefined);

  const follow = useCallback(
    (begin: (signal: AbortSignal) => Promise<string>) => {
      watching.current?.abort();
      const controller = new AbortController();
      const { signal } = controller;
      watching.current = controller;
      const gathered: DurableBatchEvent[] = [];
      let timer: ReturnType<typeof setTimeout> | undefined;
      const flush = (): void => {
        clearTimeout(timer);
        timer = undefined;
        if (!signal.aborted && gathered.length > 0) dispatch({ type: 'events', events: gathered.splice(0) });
      };
      const read = async (): Promise<void> => {
        const id = await begin(signal);
        const onLost = (isLost: boolean): void => dispatch({ type: 'lost', isLost });
        for await (const event of muse.batches.watch(id, { signal, onLost })) {
          gathered.push(event);
          timer ??= setTimeout(flush, gathering);
        }
        flush();
      };
      read().catch((error: unknown) => {
        if (!signal.aborted) dispatch({ type: 'fail', error });
      });
    },
    [muse],
  );

  const start = useCallback(
    (request: DurableBatchRequest, models: readonly string[]) => {
      dispatch({ type: 'send', request, models });
      follow(async (signal) => {
        const { id } = await muse.batches.create(request, { signal });
        dispatch({ type: 'accepted', id });
        return id;
      });
    },
    [follow, muse],
  );
  const open = useCallback(
    (sent: string) => {
      follow(async (signal) => {
        dispatch({ type: 'found', batch: await muse.batches.get(sent, {}, { signal }) });
        return sent;
      });
    },
    [follow, muse],
  );
  const { id } = state;
  const retry = useCallback(() => {
    if (id === undefined) return;
    follow(async (signal) => {
      await muse.batches.retry(id, { signal });
      dispatch({ type: 'again' });
      return id;
    });
  }, [follow, id, muse]);
  const cancel = useCallback(() => {
    // Its end comes as an event.
    if (id !== undefined) muse.batches.cancel(id).catch((error: unknown) => dispatch({ type: 'fail', error }));
  }, [id, muse]);

  useEffect(() => () => watching.current?.abort(), []);
  return { ...state, start, open, cancel, retry };
}
