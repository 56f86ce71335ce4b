import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import classes from './dashboard-page.module.css';

interface Props {
  title: string;
  rows: readonly (readonly [label: string, count: number])[];
  /** A sentence below. */
  note?: string;
}

/** Counts side by side: a table whose cells are as long as their counts. */
export function Bars({ title, rows, note }: Props) {
  const { dashboard: texts } = useTexts();
  const { language } = usePageLanguage();
  const highest = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <section aria-label={title} className={classes.card}>
      <h2 className={classes.heading}>{title}</h2>
      {rows.length === 0 && <p className={classes.nothing}>{texts.noFigures}</p>}
      <table className={classes.bars}>
        <tbody>
          {rows.map(([label, count]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <span className={classes.length} style={{ width: `${(count / highest) * 100}%` }} />
              </td>
              <td className={classes.count}>{count.toLocaleString(language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {note !== undefined && <p className={classes.note}>{note}</p>}
    </section>
  );
}
