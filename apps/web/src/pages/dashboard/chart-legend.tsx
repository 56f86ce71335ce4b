import classes from './dashboard-page.module.css';
import { type Line, summaryOf } from './lines.js';
import { colourOf, type Scheme } from './palette.js';

interface Props {
  lines: readonly Line[];
  scheme: Scheme;
  format: (value: number) => string;
}

/** Which line is which, and where each is now. The table has the same and more: hidden from who listens. */
export function ChartLegend({ lines, scheme, format }: Props) {
  return (
    <div className={classes.legend} aria-hidden>
      {lines.map((line, index) => (
        <span key={line.label} className={classes.entry}>
          <span className={classes.stroke} style={{ background: colourOf(index, scheme) }} />
          {line.label}
          <strong>{told(summaryOf(line)?.latest, format)}</strong>
        </span>
      ))}
    </div>
  );
}

/** A value, or that there is none. */
export function told(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? '–' : format(value);
}
