import type { Idea } from '@creative-muse/client';
import { emptyList, type IdeaListAction, type IdeaListState, reduceIdeaList } from './idea-list-state.js';

const idea = (id: string, rating: number | null = null) => ({ id, rating }) as Idea;
const after = (...actions: IdeaListAction[]): IdeaListState => actions.reduce(reduceIdeaList, emptyList);
const first: IdeaListAction = {
  type: 'page',
  page: { items: [idea('a'), idea('b')], next_cursor: 'x' },
  isFirst: true,
};
const second: IdeaListAction = { type: 'page', page: { items: [idea('c')], next_cursor: null }, isFirst: false };

describe('the list of ideas', () => {
  it('grows page by page', () => {
    expect(after(first)).toEqual({ status: 'ready', ideas: [idea('a'), idea('b')], cursor: 'x' });
    expect(after(first, { type: 'more' })).toMatchObject({ status: 'loading', cursor: 'x' });
    expect(after(first, { type: 'more' }, second)).toEqual({
      status: 'ready',
      ideas: [idea('a'), idea('b'), idea('c')],
      cursor: null,
    });
  });

  it('shows what it had until the first page of a new search is here', () => {
    const searching = after(first, second, { type: 'restart' });
    expect(searching).toMatchObject({
      status: 'loading',
      cursor: null,
      ideas: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    });
    const page = { items: [idea('d')], next_cursor: null };
    expect(reduceIdeaList(searching, { type: 'page', page, isFirst: true })).toMatchObject({ ideas: [idea('d')] });
  });

  it('begins with an idea that has just been written', () => {
    expect(after(first, { type: 'added', idea: idea('new') })).toEqual({
      status: 'ready',
      ideas: [idea('new'), idea('a'), idea('b')],
      cursor: 'x',
    });
  });

  it('changes and removes one idea among others', () => {
    expect(after(first, { type: 'changed', idea: idea('b', 4) }).ideas).toEqual([idea('a'), idea('b', 4)]);
    expect(after(first, { type: 'removed', id: 'a' }).ideas).toEqual([idea('b')]);
    expect(after(first, { type: 'removed', id: 'z' }).ideas).toEqual([idea('a'), idea('b')]);
  });

  it('keeps what it has where a page fails, and the place to go on', () => {
    const failed = after(first, { type: 'more' }, { type: 'fail', error: new Error('no') });
    expect(failed).toMatchObject({ status: 'failed', cursor: 'x', failure: { code: 'unknown', message: 'no' } });
    expect(failed.ideas).toHaveLength(2);
    expect(reduceIdeaList(failed, { type: 'more' })).toMatchObject({ status: 'loading', failure: undefined });
  });
});
