import { checkPrompts, longestPrompt } from './check-prompts.js';

it('has nothing against prompts that fit', () => {
  expect(checkPrompts(['Moss', 'x'.repeat(longestPrompt), '🌿'.repeat(longestPrompt)], 2, 10)).toEqual([]);
});

it('wants one prompt at least', () => {
  expect(checkPrompts([], 1, 10)).toEqual([{ type: 'none' }]);
});

it('tells which ones are too long', () => {
  const long = 'x'.repeat(longestPrompt + 1);
  expect(checkPrompts(['Moss', long, 'Rain', long], 1, 10)).toEqual([
    { type: 'tooLong', number: 2, length: 4001 },
    { type: 'tooLong', number: 4, length: 4001 },
  ]);
});

it('counts every idea that a prompt gets', () => {
  const prompts = ['Moss', 'Rain', 'Air', 'Tea', 'Bread'];
  expect(checkPrompts(prompts, 2, 10)).toEqual([]);
  expect(checkPrompts([...prompts, 'Bees'], 2, 10)).toEqual([{ type: 'tooMany', items: 12, most: 10 }]);
});
