import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { BatchRequest, BatchStreamEvent } from '../types.js';
import { type BatchState, idleBatch } from './batch-state.js';
import { reduceBatchStream } from './batch-stream-state.js';
import { gathering } from './use-batch.js';
import { useMuse } from './muse-context.js';

export interface BatchStream extends BatchState {
  /** Has ideas written; `models` are those that the items show, one for each prompt. A batch that runs is cancelled. */
  start: (request: BatchRequest, models: readonly string[]) => void;
  /** Ends it at once; what is done stays. */
  cancel: () => void;
  /** Ends it, and forgets it. */
  reset: () => void;
}

/** A batch that is read as it is written. Leaving the page, and losing the connection, ends it; for one that survives that, see `useBatch`. */
export function useBatchStream(): BatchStream {
  const muse = useMuse();
  const [state, dispatch] = useReducer(reduceBatchStream, idleBatch);
  const running = useRef<AbortController>(undefined);

  const start = useCallback(
    (request: BatchRequest, models: readonly string[]) => {
      running.current?.abort();
      const controller = new AbortController();
      const { signal } = controller;
      running.current = controller;
      dispatch({ type: 'send', request, models });
      const gathered: BatchStreamEvent[] = [];
      let timer: ReturnType<typeof setTimeout> | undefined;
      const flush = (): void => {
        clearTimeout(timer);
        timer = undefined;
        if (!signal.aborted && gathered.length > 0) dispatch({ type: 'events', events: gathered.splice(0) });
      };
      const read = async (): Promise<void> => {
        let hasEnded = false;
        for await (const event of muse.batchStream(request, { signal })) {
          // What each text says is in its idea, at its end.
          if (event.type === 'chunk') continue;
          hasEnded = event.type === 'batch_complete';
          gathered.push(event);
          timer ??= setTimeout(flush, gathering);
        }
        if (!hasEnded) throw new TypeError('The connection was lost.');
        flush();
      };
      read().catch((error: unknown) => {
        flush();
        if (!signal.aborted) dispatch({ type: 'fail', error });
      });
    },
    [muse],
  );
  const cancel = useCallback(() => {
    running.current?.abort();
    dispatch({ type: 'cancel' });
  }, []);
  const reset = useCallback(() => {
    running.current?.abort();
    dispatch({ type: 'reset' });
  }, []);

  useEffect(() => () => running.current?.abort(), []);
  return { ...state, start, cancel, reset };
}
