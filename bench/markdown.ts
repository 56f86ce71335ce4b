/** A heading with its table; nothing where there is nothing to show. */
export function section(title: string, head: readonly string[], rows: readonly string[][]): string[] {
  return rows.length === 0 ? [] : [`#### ${title}`, table(head, rows)];
}

/** A table whose first column is text and whose others are numbers. */
export function table(head: readonly string[], rows: readonly string[][]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '--:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three digits, more before the point; an en dash where nothing was measured. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
