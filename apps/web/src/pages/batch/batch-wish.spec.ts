import {
  type BatchWish,
  firstBatchWish,
  isCompared,
  mostIdeas,
  toCompared,
  toDurable,
  writersOf,
} from './batch-wish.js';

const wish: BatchWish = { ...firstBatchWish, language: 'en' };
const sent = { prompts: ['Moss', 'Rain'], models: ['a', 'b'] };
const common = { category: 'general', creativity_level: 5, language: 'en', parallel: true };

describe('the wish for a batch', () => {
  it('survives the service, unless its ideas are compared', () => {
    expect([isCompared(wish), mostIdeas(wish)]).toEqual([false, 10_000]);
    for (const compared of [{ n: 2 }, { distinct: true }]) {
      expect([isCompared({ ...wish, ...compared }), mostIdeas({ ...wish, ...compared })]).toEqual([true, 100]);
    }
  });

  it('names an angle only where one is chosen', () => {
    expect(toDurable(wish, sent)).toEqual({ ...common, ...sent });
    expect(toDurable({ ...wish, angle: 'analogy' }, sent)).toEqual({ ...common, ...sent, angle: 'analogy' });
  });

  it('has all models take part in an ensemble for each prompt, once', () => {
    const chosen = { ...wish, candidates: 4 };
    const ensemble = { candidates: 4, strategy: 'round_robin', models: ['a', 'b'] };
    expect(toDurable(chosen, sent)).toEqual({ ...common, prompts: sent.prompts, ensemble });
    expect(toCompared({ ...chosen, n: 2 }, sent)).toEqual({
      ...common,
      prompts: sent.prompts,
      ensemble,
      n: 2,
      distinct: false,
    });
    expect([writersOf(wish, sent.models), writersOf(chosen, sent.models)]).toEqual([['a', 'b'], ['a']]);
  });

  it('has every prompt once for each model where ideas are compared', () => {
    expect(toCompared({ ...wish, n: 3, distinct: true }, sent)).toEqual({
      ...common,
      prompts: ['Moss', 'Moss', 'Rain', 'Rain'],
      models: ['a', 'b', 'a', 'b'],
      n: 3,
      distinct: true,
    });
  });
});
