import type uPlot from 'uplot';
import type { Line } from './lines.js';
import { colourOf, type Scheme } from './palette.js';

interface Look {
  lines: readonly Line[];
  scheme: Scheme;
  language: string;
  /** Whether values are counts: nothing between two of them stands at the axis. */
  isCount: boolean;
  /** Writes a value at the axis. */
  format: (value: number) => string;
  /** Of the place where the chart stands. */
  style: CSSStyleDeclaration;
}

/** Distances between the marks of an axis of counts. */
const wholeSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** How a chart looks: thin lines, quiet axes, from zero upwards. */
export function chartOptions({
  lines,
  isCount,
  scheme,
  language,
  format,
  style,
}: Look): Omit<uPlot.Options, 'width' | 'height'> {
  const text = style.getPropertyValue('--mantine-color-dimmed');
  const rule = style.getPropertyValue('--muse-line');
  const axis: uPlot.Axis = { stroke: text, font: `11px ${style.fontFamily}`, ticks: { show: false } };
  const toTime = (seconds: number): string =>
    new Date(seconds * 1000).toLocaleTimeString(language, { hourCycle: 'h23' });
  return {
    legend: { show: false },
    cursor: { show: false },
    padding: [12, 24, 0, 0],
    scales: { y: { range: (_chart, _lowest, highest) => [0, highest > 0 ? highest * 1.15 : 1] } },
    axes: [
      { ...axis, grid: { show: false }, size: 28, space: 90, values: (_chart, ticks) => ticks.map(toTime) },
      {
        ...axis,
        grid: { stroke: rule, width: 1 },
        size: 58,
        space: 34,
        ...(isCount ? { incrs: wholeSteps } : {}),
        values: (_chart, ticks) => ticks.map(format),
      },
    ],
    series: [{}, ...lines.map(({ label }, index) => toSeries(label, colourOf(index, scheme)))],
  };
}

function toSeries(label: string, colour: string): uPlot.Series {
  return { label, stroke: colour, width: 2, points: { size: 4, fill: colour } };
}
