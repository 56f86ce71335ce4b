import type { Outcome } from './outcome.js';
import { descriptions, type TraceName } from './traces.js';

/** What one strategy came to, by the number of places. */
export type Row = readonly Outcome[];

/** The rows of one trace, by the name of the strategy. */
export type Rows = Readonly<Record<string, Row>>;

/** A table with a row per strategy and a column per number of places. */
export function table(rows: Rows, places: readonly number[]): string {
  const head = ['strategy', ...places.map(placesText)];
  const lines = Object.entries(rows).map(([name, row]) => [name, ...row.map(cell)]);
  return [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...lines]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}

export function traceSection(name: TraceName, rows: Rows, places: readonly number[]): string {
  return `#### ${name}\n\n${descriptions[name]}\n\n${table(rows, places)}`;
}

export function placesText(count: number): string {
  return count === 1 ? '1 place' : `${count} places`;
}

function cell({ hits, coldSeconds }: Outcome): string {
  return `${(100 * hits).toFixed(1)} % / ${coldSeconds.toFixed(2)} s`;
}
