import { firstWish, toRequest, toSurprise, type Wish } from './wish.js';

const moss: Wish = { ...firstWish, prompt: 'Moss' };

describe('the request for a wish', () => {
  it('is in the language of the page, and names neither model nor angle, as long as nobody chooses', () => {
    expect(toRequest({ ...firstWish, prompt: ' Moss\n' }, 'fr')).toEqual({
      prompt: 'Moss',
      category: 'general',
      creativity_level: 5,
      language: 'fr',
    });
  });

  it('has what was chosen', () => {
    const chosen = { category: 'art', angle: 'audience', creativity: 9, language: 'de', model: 'muse-mini' } as const;
    expect(toRequest({ ...moss, ...chosen }, 'fr')).toEqual({
      prompt: 'Moss',
      category: 'art',
      angle: 'audience',
      creativity_level: 9,
      language: 'de',
      model: 'muse-mini',
    });
  });

  it('has an ensemble of the chosen model, or of those that take part', () => {
    const several = { ...moss, model: 'a', candidates: 4 };
    expect(toRequest(several, 'en')).toMatchObject({
      model: 'a',
      ensemble: { candidates: 4, strategy: 'round_robin' },
    });
    const request = toRequest({ ...several, models: ['a', 'b'] }, 'en');
    expect(request).toMatchObject({ ensemble: { candidates: 4, models: ['a', 'b'] } });
    expect(request).not.toHaveProperty('model');
  });

  it('is no fusion where none of those who write can make one', () => {
    const fusion = { ...moss, candidates: 2, strategy: 'fusion' } as const;
    const models = [
      { key: 'plain', current: true, follows_instructions: false },
      { key: 'told', current: false, follows_instructions: true },
    ];
    const strategyOf = (part: Partial<Wish>) => toRequest({ ...fusion, ...part }, 'en', models).ensemble?.strategy;
    expect(strategyOf({})).toBe('round_robin');
    expect(strategyOf({ model: 'told' })).toBe('fusion');
    expect(strategyOf({ model: 'told', models: ['plain'] })).toBe('round_robin');
    expect(strategyOf({ models: ['plain', 'told'] })).toBe('fusion');
  });

  it('names the current model for a fusion: another one that becomes it meanwhile may make none', () => {
    const models = [{ key: 'told', current: true, follows_instructions: true }];
    const several = { ...moss, candidates: 2 };
    expect(toRequest({ ...several, strategy: 'fusion' }, 'en', models)).toMatchObject({
      model: 'told',
      ensemble: { candidates: 2, strategy: 'fusion' },
    });
    expect(toRequest(several, 'en', models)).not.toHaveProperty('model');
  });

  it('is one idea of the chosen model where the prompt is a surprise', () => {
    const surprise = toSurprise({ ...moss, model: 'a', candidates: 4, angle: 'opposite' }, 'en');
    expect(surprise).toMatchObject({ model: 'a', angle: 'opposite', prompt: undefined, ensemble: undefined });
  });
});
