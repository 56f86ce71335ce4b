import type { Idea, IdeaPage } from '@creative-muse/client';
import { type Failure, toFailure } from '@creative-muse/client/react';

/** The ideas that a page shows, as far as they have been read. */
export interface IdeaListState {
  status: 'loading' | 'ready' | 'failed';
  ideas: readonly Idea[];
  /** Where the next page begins; null at the end. */
  cursor: string | null;
  failure?: Failure;
}

export type IdeaListAction =
  /** Begins anew; what is shown stays until the first page is here. */
  | { type: 'restart' }
  | { type: 'more' }
  | { type: 'page'; page: IdeaPage; isFirst: boolean }
  | { type: 'changed'; idea: Idea }
  /** One that has just been written. */
  | { type: 'added'; idea: Idea }
  | { type: 'removed'; id: string }
  | { type: 'fail'; error: unknown };

export const emptyList: IdeaListState = { status: 'loading', ideas: [], cursor: null };

export function reduceIdeaList(state: IdeaListState, action: IdeaListAction): IdeaListState {
  switch (action.type) {
    case 'restart':
      return { ...state, status: 'loading', cursor: null, failure: undefined };
    case 'more':
      return { ...state, status: 'loading', failure: undefined };
    case 'page': {
      const { items, next_cursor: cursor } = action.page;
      return { status: 'ready', ideas: action.isFirst ? items : [...state.ideas, ...items], cursor };
    }
    case 'changed':
      return { ...state, ideas: state.ideas.map((idea) => (idea.id === action.idea.id ? action.idea : idea)) };
    case 'added':
      return { ...state, ideas: [action.idea, ...state.ideas] };
    case 'removed':
      return { ...state, ideas: state.ideas.filter(({ id }) => id !== action.id) };
    case 'fail':
      return { ...state, status: 'failed', failure: toFailure(action.error) };
  }
}
