import { useEffect, useRef } from 'react';
import type { FollowOptions } from '../follow.js';

/** Reads a stream while the component is there, and hands its events over. */
export function useLive<T>(
  open: (options: FollowOptions) => AsyncIterable<T>,
  {
    onEvent,
    onLost,
    onError,
  }: { onEvent: (event: T) => void; onLost?: (isLost: boolean) => void; onError?: (error: unknown) => void },
): void {
  const handlers = useRef({ onEvent, onLost, onError });
  useEffect(() => {
    handlers.current = { onEvent, onLost, onError };
  });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const read = async (): Promise<void> => {
      for await (const event of open({ signal, onLost: (isLost) => handlers.current.onLost?.(isLost) })) {
        if (signal.aborted) return;
        handlers.current.onEvent(event);
      }
    };
    read().catch((error: unknown) => {
      if (!signal.aborted) handlers.current.onError?.(error);
    });
    return () => controller.abort();
  }, [open]);
}
