import { section } from '../markdown.js';
import type { Figures } from './judge.js';

const head = [
  'ten ideas for each prompt',
  'distinct of 10',
  'all 10 distinct',
  'mean similarity',
  'on topic',
  'written again',
  'time, ratio',
];

/** Everything that was measured, as Markdown; times as ratios to the first way. */
export function reportOf(measured: ReadonlyMap<string, Figures>, machine: string): string {
  const [first] = measured.values();
  const rows = [...measured].map(([name, figures]) => [
    name,
    figures.distinct.toFixed(2),
    percent(figures.allDistinct),
    figures.similarity.toFixed(3),
    percent(figures.onTopic),
    percent(figures.rewritten),
    (figures.seconds / first.seconds).toFixed(2),
  ]);
  return [machine, ...section('Ten ideas', head, rows)].join('\n\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
