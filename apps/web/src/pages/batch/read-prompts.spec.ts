import { readFile, readLines } from './read-prompts.js';

it.each([
  ['one per line', 'Moss\nRain', ['Moss', 'Rain']],
  ['without blank lines and margins', '\n  Moss \r\n\t\r\nRain\n', ['Moss', 'Rain']],
  ['without the mark of a byte order', '\uFEFFMoss', ['Moss']],
  ['commas and quotes as they are', 'Moss, "wet"', ['Moss, "wet"']],
  ['nothing', ' \n', []],
])('reads lines: %s', (_, text, prompts) => {
  expect(readLines(text)).toEqual(prompts);
});

it.each([
  ['the column with the heading', '\uFEFFid,Prompt\r\n1,"Moss, wet"\r\n2,Rain\r\n', ['Moss, wet', 'Rain']],
  ['the first column where no heading is', 'Moss,1\nRain,2', ['Moss', 'Rain']],
  ['semicolons', 'nr;Thema\n1;"Moos; nass"', ['Moos; nass']],
  ['tabs', 'topic\tn\nMoss\t1', ['Moss']],
  ['a field of several lines as one', '"Moss\r\n on  roofs"', ['Moss on roofs']],
  ['blank and short rows not at all', 'id,prompt\n1,\n2\n\n3,Rain', ['Rain']],
])('reads a table: %s', (_, text, prompts) => {
  expect(readFile('Wishes.CSV', text)).toEqual(prompts);
});

it('reads any other file as lines', () => {
  expect(readFile('wishes.txt', 'Moss, wet\nRain')).toEqual(['Moss, wet', 'Rain']);
});
