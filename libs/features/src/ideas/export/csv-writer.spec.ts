import fc from 'fast-check';
import { anIdea } from '../../../../../test/support/fakes/samples.js';
import { toIdeaDto } from '../../generation/idea.dto.js';
import { csvWriter } from './csv-writer.js';

/** The rows of a CSV file, read as RFC 4180 says. */
function read(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cell.exec(csv); match !== null; match = cell.exec(csv)) {
    const [, quoted, plain] = match as (string | undefined)[];
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

const contentOf = (content: string): string => read(csvWriter.write(toIdeaDto(anIdea({ content }))))[0][2];

describe('CSV', () => {
  it('has a cell for every column, and every text as it was', () => {
    const columns = read(csvWriter.opening)[0].length;
    const text = fc.string({ unit: 'binary' });
    const mixed = fc.oneof(
      text,
      fc.array(fc.constantFrom('"', ',', '\r\n', '\n', 'a', '=')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(mixed, mixed, (title, content) => {
        const rows = read(csvWriter.write(toIdeaDto(anIdea({ title, content }))));
        expect(rows).toEqual([expect.any(Array)]);
        expect(rows[0]).toHaveLength(columns);
        expect(rows[0].slice(1, 3).map((cell) => cell.replace(/^'/, ''))).toEqual(
          [title, content].map((cell) => cell.replace(/^'/, '')),
        );
        for (const cell of rows[0]) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1', '\n=1', '＝1'])('makes text of %j', (content) => {
    expect(contentOf(content)).toBe(`'${content}`);
  });

  it.each(['1=1', 'a-b', ' =1', "'=1", '', '5'])('leaves %j as it is', (content) => {
    expect(contentOf(content)).toBe(content);
  });
});
