import { countOf, type EnsembleWish, strategiesFor, toEnsemble, toPossible } from './ensemble-wish.js';

const wish: EnsembleWish = { candidates: 4, models: [], strategy: 'round_robin' };

describe('the wish for an ensemble', () => {
  it('is none where one idea is enough, whatever else is chosen', () => {
    expect(toEnsemble({ candidates: 1, models: ['a', 'b'], strategy: 'fusion' })).toBeUndefined();
  });

  it('names models only where some are chosen', () => {
    expect(toEnsemble(wish)).toEqual({ candidates: 4, strategy: 'round_robin' });
    expect(toEnsemble({ ...wish, models: ['a', 'b'], strategy: 'fusion' })).toEqual({
      candidates: 4,
      strategy: 'fusion',
      models: ['a', 'b'],
    });
  });

  it.each([
    [0, ['round_robin', 'fusion']],
    [1, ['round_robin', 'fusion']],
    [2, ['round_robin', 'best_of', 'fusion']],
    [4, ['round_robin', 'best_of', 'fusion']],
    [5, ['round_robin', 'fusion']],
  ])('offers %i models the strategies that differ', (models, offered) => {
    expect(strategiesFor(models)).toEqual(offered);
  });

  it('is never for more than eight candidates in all', () => {
    const many = { candidates: 8, strategy: 'best_of' } as const;
    expect(toPossible({ ...many, models: ['a', 'b', 'c'] })).toMatchObject({ candidates: 2, strategy: 'best_of' });
    expect(toPossible({ ...many, models: ['a', 'b', 'c', 'd', 'e'] })).toMatchObject({
      candidates: 8,
      strategy: 'round_robin',
    });
    expect(toPossible({ ...many, models: ['a'] })).toMatchObject({ candidates: 8, strategy: 'round_robin' });
  });

  it('counts the texts that are written', () => {
    expect(countOf({ candidates: 3 })).toBe(3);
    expect(countOf({ candidates: 3, models: ['a', 'b'], strategy: 'fusion' })).toBe(3);
    expect(countOf({ candidates: 3, models: ['a', 'b'], strategy: 'best_of' })).toBe(6);
  });
});
