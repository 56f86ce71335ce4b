type Row = readonly [label: string, count: number];

/** Rows that are shown. */
const shown = 8;

/** The largest counts first; of equal ones, those whose label comes first. */
export function byCount(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, shown);
}
