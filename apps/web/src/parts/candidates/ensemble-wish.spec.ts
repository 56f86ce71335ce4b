import { countOf, type EnsembleWish, strategiesFor, toEnsemble, toPossible } from './ensemble-wish.js';

const wish: EnsembleWish = { candidates: 4, models: [], strategy: 'round_robin' };
const nine = Array.from({ length: 9 }, (_, n) => `model-${n}`);

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
    [0, true, ['round_robin', 'fusion']],
    [1, false, ['round_robin']],
    [2, true, ['round_robin', 'best_of', 'fusion']],
    [4, false, ['round_robin', 'best_of']],
    [5, true, ['round_robin', 'fusion']],
  ])('offers %i models the strategies that differ; that one of them can fuse is %s', (models, canFuse, offered) => {
    expect(strategiesFor(models, canFuse)).toEqual(offered);
  });

  it('is a fusion only where a model can make one', () => {
    const fusion = { ...wish, strategy: 'fusion' } as const;
    expect(toPossible(fusion, true).strategy).toBe('fusion');
    expect(toPossible(fusion, false).strategy).toBe('round_robin');
  });

  it('is never for more than eight candidates in all', () => {
    const possible = (models: string[]) => toPossible({ candidates: 8, strategy: 'best_of', models }, false);
    expect(possible(['a', 'b', 'c'])).toMatchObject({ candidates: 2, strategy: 'best_of' });
    expect(possible(['a', 'b', 'c', 'd', 'e'])).toMatchObject({ candidates: 8, strategy: 'round_robin' });
    expect(possible(['a'])).toMatchObject({ candidates: 8, strategy: 'round_robin' });
  });

  it('is none for more than eight models', () => {
    expect(toPossible({ ...wish, models: nine.slice(1) }, false).candidates).toBe(4);
    expect(toPossible({ ...wish, models: nine }, false).candidates).toBe(1);
  });

  it('counts the texts that are written', () => {
    expect(countOf({ candidates: 3 })).toBe(3);
    expect(countOf({ candidates: 3, models: ['a', 'b'], strategy: 'fusion' })).toBe(3);
    expect(countOf({ candidates: 3, models: ['a', 'b'], strategy: 'best_of' })).toBe(6);
  });
});
