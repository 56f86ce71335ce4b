import { readCsv } from './read-csv.js';

it.each([
  [
    'plain rows',
    'a,b\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'line ends of Windows, and one at the end',
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['quoted fields with commas and line ends', '"a, b","c\r\nd"', [['a, b', 'c\r\nd']]],
  ['quotes written twice', '"a ""b"" c"', [['a "b" c']]],
  ['a quote inside a plain field', 'a 3" pipe', [['a 3" pipe']]],
  ['empty fields', ',a,', [['', 'a', '']]],
  ['a quote that never ends', '"a,b\nc', [['a,b\nc']]],
  ['nothing', '', []],
])('reads %s', (_, text, rows) => {
  expect(readCsv(text, ',')).toEqual(rows);
});

it('takes another separator', () => {
  expect(readCsv('a;"b;c"', ';')).toEqual([['a', 'b;c']]);
});
