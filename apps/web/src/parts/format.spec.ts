import { formatMoment, formatRate, formatSeconds, formatShare } from './format.js';

it.each([
  [0.0834, 'en', '0.08'],
  [0.0834, 'de', '0,08'],
  [1.249, 'en', '1.2'],
  [34.5, 'en', '35'],
  [1234, 'en', '1,234'],
])('writes %d seconds in %s as %s', (seconds, language, text) => {
  expect(formatSeconds(seconds, language)).toBe(text);
});

it.each([
  [1280.4, 'de', '1.280'],
  [7.26, 'en', '7.3'],
])('writes a rate of %d in %s as %s', (rate, language, text) => {
  expect(formatRate(rate, language)).toBe(text);
});

it.each([
  [0.716, 'en', '0.72'],
  [1, 'de', '1,00'],
])('writes a score of %d in %s as %s', (share, language, text) => {
  expect(formatShare(share, language)).toBe(text);
});

it('writes a moment with its day and its time', () => {
  expect(formatMoment('2026-06-15T12:30:00.000Z', 'en')).toMatch(/^Jun 1[456], 2026, \d{1,2}:\d\d\s[AP]M$/);
});
