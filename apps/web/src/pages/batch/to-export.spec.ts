import type { BatchItem } from '@creative-muse/client';
import { readCsv } from './read-csv.js';
import { toCsv, toExport, toJson, toMarkdown } from './to-export.js';

const idea = { title: 'A "soft" roof', content: 'Moss,\nand rain.' } as NonNullable<BatchItem['idea']>;
const items: BatchItem[] = [
  { index: 0, prompt: 'Moss', model: 'muse-mini', state: 'done', idea },
  { index: 1, prompt: '=1+1', model: 'muse-mini', state: 'failed', error: { code: 'runner_died', detail: 'It died.' } },
  { index: 2, prompt: 'Rain', model: 'muse-mini', state: 'waiting' },
];

it('writes a table that reads back, and that no spreadsheet works out', () => {
  const text = toCsv(items);
  expect(text.startsWith('\uFEFFindex,model,')).toBe(true);
  expect(readCsv(text.slice(1), ',').slice(1)).toEqual([
    ['1', 'muse-mini', 'done', 'Moss', 'A "soft" roof', 'Moss,\nand rain.', ''],
    ['2', 'muse-mini', 'failed', "'=1+1", '', '', 'runner_died: It died.'],
    ['3', 'muse-mini', 'waiting', 'Rain', '', '', ''],
  ]);
});

it('writes JSON with everything', () => {
  expect(JSON.parse(toJson(items))).toEqual(items);
});

it('writes a document', () => {
  expect(toMarkdown(items)).toBe(
    '## A "soft" roof\n\n*Moss* (muse-mini)\n\nMoss,\nand rain.\n\n' +
      '## =1+1\n\nmuse-mini: failed, It died.\n\n## Rain\n\nmuse-mini: waiting\n',
  );
});

it('names what kind of file it is', () => {
  expect(toExport(items, 'csv').type).toBe('text/csv;charset=utf-8');
});
