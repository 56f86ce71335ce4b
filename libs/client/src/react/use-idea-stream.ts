import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { StreamRequest } from '../types.js';
import { idle, type IdeaStreamState, reduceIdeaStream } from './idea-stream-state.js';
import { useMuse } from './muse-context.js';

export interface IdeaStream extends IdeaStreamState {
  /** Begins a new idea; one that is being written is stopped. */
  start: (request: StreamRequest) => void;
  /** Stops what is being written; its text stays. */
  stop: () => void;
}

/** One idea after the other, as they are written. Leaving the page stops the generation. */
export function useIdeaStream(): IdeaStream {
  const muse = useMuse();
  const [state, dispatch] = useReducer(reduceIdeaStream, idle);
  const running = useRef<AbortController>(undefined);

  const stop = useCallback(() => {
    running.current?.abort();
    dispatch({ type: 'stop' });
  }, []);

  const start = useCallback(
    (request: StreamRequest) => {
      running.current?.abort();
      const controller = new AbortController();
      const { signal } = controller;
      running.current = controller;
      dispatch({ type: 'begin', at: performance.now() });
      const onLost = (isLost: boolean): void => dispatch({ type: 'lost', isLost });
      const read = async (): Promise<void> => {
        for await (const event of muse.stream(request, { signal, onLost })) {
          if (signal.aborted) return;
          dispatch({ type: 'event', event, at: performance.now() });
        }
      };
      read().catch((error: unknown) => {
        if (!signal.aborted) dispatch({ type: 'fail', error });
      });
    },
    [muse],
  );

  useEffect(() => () => running.current?.abort(), []);
  return { ...state, start, stop };
}
