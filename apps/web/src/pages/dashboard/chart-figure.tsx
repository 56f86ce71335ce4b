import { useComputedColorScheme } from '@mantine/core';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import { Chart } from './chart.js';
import { ChartLegend } from './chart-legend.js';
import { ChartTable } from './chart-table.js';
import classes from './dashboard-page.module.css';
import type { Line } from './lines.js';

interface Props {
  title: string;
  times: readonly number[];
  lines: readonly Line[];
  /** Writes a value with its unit. */
  format: (value: number) => string;
  /** Writes a value at the axis; by default with its unit. */
  formatTick?: (value: number) => string;
  /** Whether values are counts. */
  isCount?: boolean;
}

/** A chart with its title, the latest figures beside it, and a table for who does not see it. */
export function ChartFigure({ title, times, lines, format, formatTick = format, isCount = false }: Props) {
  const { dashboard: texts } = useTexts();
  const { language } = usePageLanguage();
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  return (
    <section aria-label={title} className={classes.card}>
      <h2 className={classes.heading}>{title}</h2>
      {lines.length === 0 ? (
        <p className={classes.nothing}>{texts.noFigures}</p>
      ) : (
        <>
          <ChartLegend lines={lines} scheme={scheme} format={format} />
          <Chart
            times={times}
            lines={lines}
            scheme={scheme}
            language={language}
            format={formatTick}
            isCount={isCount}
          />
          <ChartTable title={title} lines={lines} format={format} />
        </>
      )}
    </section>
  );
}
