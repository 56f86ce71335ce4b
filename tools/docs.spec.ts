import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every operation as `GET /api/v1/ideas/{}`: what a parameter is called does not matter. */
function operations(): string[] {
  const { paths } = JSON.parse(read('docs/openapi.json')) as { paths: Record<string, object> };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => /^(get|post|put|patch|delete)$/.test(key))
      .map((method) => `${method.toUpperCase()} ${unnamed(path)}`),
  );
}

function unnamed(address: string): string {
  return address.replace(/\{\w+\}/g, '{}').replace(/\?.*/, '');
}

/** Whether a row of a table names an operation: its method, and its address as a whole, without `/api/v1`, or from `…` on. */
function names(row: string, operation: string): boolean {
  const [method, address] = operation.split(' ');
  const words = [...row.split('|')[1].matchAll(/`([^`]+)`/g)].flatMap(([, code]) => unnamed(code).split(' '));
  const [begin = ''] = words.flatMap((word) => /^\/api\/v1\/\w+/.exec(word) ?? []);
  const isMeant = (word: string): boolean =>
    word.startsWith('…')
      ? address.startsWith(begin) && address.endsWith(word.slice(1))
      : [word, `/api/v1${word}`].includes(address);
  return words.includes(method) && words.some(isMeant);
}

describe.each(['README.md', 'README.de.md'])('The endpoints of %s', (file) => {
  const rows = read(file)
    .split('\n')
    .filter((line) => /^\| `/.test(line));

  it('are all that there are', () => {
    expect(operations().filter((operation) => !rows.some((row) => names(row, operation)))).toEqual([]);
  });

  it('are there, each row', () => {
    const all = ['WS /api/v1/ws', ...operations()];
    expect(rows.filter((row) => !all.some((operation) => names(row, operation)))).toEqual([]);
  });
});

describe('docs/specification.md', () => {
  const text = read('docs/specification.md');

  it('knows no line that is still to come', () => {
    expect(text.split('\n').filter((line) => /\| later +\|/.test(line))).toEqual([]);
  });

  it('names files that are there', () => {
    const files = [...text.matchAll(/`((?:apps|libs|test|tools)\/[\w./-]+\.\w+)`/g)].map(([, file]) => file);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('names tests that are there, where it names a file by its path', () => {
    const named = [...text.matchAll(/`([\w./-]+spec\.ts)`: `([^`]+)`/g)];
    const missing = named.filter(([, file, test]) => file.includes('/') && !read(file).includes(test));
    expect([named.length > 0, missing.map(([all]) => all)]).toEqual([true, []]);
  });
});
