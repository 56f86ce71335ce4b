import { formatBytes, formatWait } from './format-bytes.js';

it.each([
  [0, 'en', '0 byte'],
  [999, 'en', '999 byte'],
  [7_100_000, 'en', '7.1 MB'],
  [370_000_000, 'de', '370 MB'],
  [1_440_000_000, 'de', '1,4 GB'],
  [5e15, 'en', '5,000 TB'],
])('writes %d bytes in %s as %s', (bytes, language, text) => {
  expect(formatBytes(bytes, language).replaceAll('\u00a0', ' ')).toBe(text);
});

it.each([
  [0.2, 'en', '1 sec'],
  [89, 'en', '89 sec'],
  [150, 'en', '3 min'],
  [7200, 'en', '2 hr'],
])('writes a wait of %d seconds in %s as %s', (seconds, language, text) => {
  expect(formatWait(seconds, language)).toBe(text);
});
