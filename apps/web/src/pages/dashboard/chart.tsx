import 'uplot/dist/uPlot.min.css';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useEffectEvent, useRef } from 'react';
import uPlot from 'uplot';
import { chartOptions } from './chart-options.js';
import classes from './dashboard-page.module.css';
import type { Line } from './lines.js';
import type { Scheme } from './palette.js';

interface Props {
  times: readonly number[];
  lines: readonly Line[];
  scheme: Scheme;
  language: string;
  format: (value: number) => string;
  isCount: boolean;
}

const height = 170;

/** Lines over time. Only for the eye: the figure around it says the same in words. */
export function Chart({ times, lines, scheme, language, format, isCount }: Props) {
  const { ref: place, width } = useElementSize<HTMLDivElement>();
  const canvas = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const data: uPlot.AlignedData = [[...times], ...lines.map(({ values }) => [...values])];
  const labels = lines.map(({ label }) => label).join('\n');
  const draw = useEffectEvent((parent: HTMLElement) => {
    const options = chartOptions({ lines, isCount, scheme, language, format, style: getComputedStyle(parent) });
    return new uPlot({ ...options, width, height }, data, parent);
  });

  // What looks different is drawn anew; new figures alone are not.
  useEffect(() => {
    if (width === 0 || canvas.current === null) return;
    const drawn = draw(canvas.current);
    chart.current = drawn;
    return () => {
      chart.current = undefined;
      drawn.destroy();
    };
  }, [width, labels, scheme, language]);
  useEffect(() => chart.current?.setData(data));
  return (
    <div ref={place} className={classes.chart} style={{ minHeight: height }} aria-hidden>
      <div ref={canvas} />
    </div>
  );
}
