import { useEffect, useEffectEvent } from 'react';

/** Milliseconds between two looks for a service that does not answer. */
const pause = 2000;

/** Looks for a lost service until it answers. */
export function useReturn(isLost: boolean, onReturn: () => void): void {
  const tellReturn = useEffectEvent(onReturn);
  useEffect(() => {
    if (!isLost) return;
    const controller = new AbortController();
    const { signal } = controller;
    const look = (): void => {
      fetch('/health/live', { signal }).then(
        () => tellReturn(),
        // Not there yet.
        () => undefined,
      );
    };
    const timer = setInterval(look, pause);
    window.addEventListener('online', look, { signal });
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [isLost]);
}
