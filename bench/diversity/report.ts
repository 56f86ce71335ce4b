import { number, section } from '../markdown.js';
import type { Figures } from './judge.js';

const head = ['distinct of 10', 'all 10 distinct', 'mean similarity', 'on topic', 'written again', 'time, ratio'];

/** What ways came to, as Markdown; times as ratios to the first one's. */
export function waysSection(title: string, measured: ReadonlyMap<string, Figures>): string[] {
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
  return section(title, ['ten ideas for each prompt', ...head], rows);
}

/** What one idea takes, by the number of candidates; 0 is no ensemble, which the ratios are to. */
export function singlesSection(seconds: ReadonlyMap<number, number>): string[] {
  const alone = seconds.get(0) ?? Number.NaN;
  const rows = [...seconds].map(([count, own]) => [
    count === 0 ? 'no ensemble' : `the best of ${count}`,
    number(own * 1000),
    (own / alone).toFixed(2),
  ]);
  return section('One idea, nothing else running', ['', 'median, ms', 'time, ratio'], rows);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
