import { checkPrompts, longestPrompt, mostItems } from './check-prompts.js';

it('has nothing against prompts that fit', () => {
  expect(checkPrompts(['Moss', 'x'.repeat(longestPrompt), '🌿'.repeat(longestPrompt)], 2)).toEqual([]);
});

it('wants one prompt at least', () => {
  expect(checkPrompts([], 1)).toEqual([{ type: 'none' }]);
});

it('tells which ones are too long', () => {
  const long = 'x'.repeat(longestPrompt + 1);
  expect(checkPrompts(['Moss', long, 'Rain', long], 1)).toEqual([
    { type: 'tooLong', number: 2, length: 4001 },
    { type: 'tooLong', number: 4, length: 4001 },
  ]);
});

it('counts a prompt once for every model', () => {
  const prompts = Array.from({ length: mostItems / 2 }, () => 'Moss');
  expect(checkPrompts(prompts, 2)).toEqual([]);
  expect(checkPrompts([...prompts, 'Rain'], 2)).toEqual([{ type: 'tooMany', items: 10_002 }]);
});
