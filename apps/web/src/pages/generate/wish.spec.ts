import { firstWish, toRequest } from './wish.js';

describe('the request for a wish', () => {
  it('is in the language of the page, and names no model, as long as nobody chooses', () => {
    expect(toRequest({ ...firstWish, prompt: ' Moss\n' }, 'fr')).toEqual({
      prompt: 'Moss',
      category: 'general',
      creativity_level: 5,
      language: 'fr',
    });
  });

  it('has what was chosen', () => {
    const wish = { prompt: 'Moss', category: 'art', creativity: 9, language: 'de', model: 'muse-mini' } as const;
    expect(toRequest(wish, 'fr')).toEqual({
      prompt: 'Moss',
      category: 'art',
      creativity_level: 9,
      language: 'de',
      model: 'muse-mini',
    });
  });
});
