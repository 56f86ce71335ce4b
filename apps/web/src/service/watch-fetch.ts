/** What the page hears of its requests. */
export interface Listener {
  /** Somebody answered (true), or nobody did (false). */
  onAnswer: (isThere: boolean) => void;
  /** The service wants a key, or does not know the one that it got. */
  onKeyWanted: () => void;
}

/** `fetch`, observed: whether the service answers at all, and whether it asks for a key. */
export function watchFetch(send: typeof fetch, { onAnswer, onKeyWanted }: Listener): typeof fetch {
  return async (input, init) => {
    try {
      const response = await send(input, init);
      onAnswer(true);
      if (response.status === 401) onKeyWanted();
      return response;
    } catch (error) {
      // Whoever aborts a request learns nothing about the service.
      if (init?.signal?.aborted !== true) onAnswer(false);
      throw error;
    }
  };
}
