import type { Idea, IdeaFilter } from '@creative-muse/client';
import { useMuse } from '@creative-muse/client/react';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { emptyList, type IdeaListState, reduceIdeaList } from './idea-list-state.js';

export interface IdeaList extends IdeaListState {
  /** Reads the next page; where the last reading failed, the same one again. */
  more: () => void;
  /** Shows an idea that has just been written, whatever the filter. */
  add: (idea: Idea) => void;
  /**
   * Does something to an idea, which answers it as it is then, or nothing where it is gone.
   * @param expected what is shown at once, and taken back where it fails
   */
  change: (idea: Idea, act: () => Promise<Idea | undefined>, expected?: Partial<Idea>) => Promise<void>;
}

/** Ideas that a page shows at first, and each time there is more to show. */
const pageSize = 20;

/** The ideas that a filter lets through, read as far as somebody looks. @param filter the same object until it changes */
export function useIdeaList(filter: IdeaFilter): IdeaList {
  const muse = useMuse();
  const [state, dispatch] = useReducer(reduceIdeaList, emptyList);
  const reading = useRef<AbortController>(undefined);

  const read = useCallback(
    (cursor: string | null) => {
      reading.current?.abort();
      const controller = new AbortController();
      reading.current = controller;
      const { signal } = controller;
      const query = { ...filter, limit: pageSize, cursor: cursor ?? undefined };
      muse.ideas.list(query, { signal }).then(
        (page) => dispatch({ type: 'page', page, isFirst: cursor === null }),
        (error: unknown) => {
          if (!signal.aborted) dispatch({ type: 'fail', error });
        },
      );
    },
    [muse, filter],
  );

  useEffect(() => {
    dispatch({ type: 'restart' });
    read(null);
    return () => reading.current?.abort();
  }, [read]);

  const { status, cursor } = state;
  const more = useCallback(() => {
    if (status === 'loading') return;
    dispatch({ type: 'more' });
    read(cursor);
  }, [read, status, cursor]);
  const change: IdeaList['change'] = useCallback(async (before, act, expected) => {
    dispatch({ type: 'changed', idea: { ...before, ...expected } });
    try {
      const idea = await act();
      dispatch(idea === undefined ? { type: 'removed', id: before.id } : { type: 'changed', idea });
    } catch (error) {
      dispatch({ type: 'changed', idea: before });
      throw error;
    }
  }, []);
  const add = useCallback((idea: Idea) => dispatch({ type: 'added', idea }), []);
  return { ...state, more, add, change };
}
