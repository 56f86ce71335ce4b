import { chooseLanguage } from './languages.js';

it.each([
  [['fr', 'de-AT'], 'fr'],
  [[null, 'de-AT', 'en'], 'de'],
  [[null, 'pt-BR', 'ES'], 'es'],
  [[null, 'pt-BR'], 'en'],
  [[], 'en'],
  [['toString'], 'en'],
])('of %j the page chooses %s', (wanted, chosen) => {
  expect(chooseLanguage(wanted)).toBe(chosen);
});
