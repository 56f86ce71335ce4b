import { VisuallyHidden } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';
import { told } from './chart-legend.js';
import { type Line, summaryOf } from './lines.js';

interface Props {
  title: string;
  lines: readonly Line[];
  format: (value: number) => string;
}

/** A chart in figures, for who does not see it. */
export function ChartTable({ title, lines, format }: Props) {
  const { dashboard: texts } = useTexts();
  return (
    <VisuallyHidden component="div">
      <table>
        <caption>{texts.chartTable(title)}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.line}</th>
            <th scope="col">{texts.latest}</th>
            <th scope="col">{texts.lowest}</th>
            <th scope="col">{texts.highest}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const summary = summaryOf(line);
            return (
              <tr key={line.label}>
                <th scope="row">{line.label}</th>
                <td>{told(summary?.latest, format)}</td>
                <td>{told(summary?.lowest, format)}</td>
                <td>{told(summary?.highest, format)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
