import type { LiveStats } from '@creative-muse/client';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import { told } from './chart-legend.js';
import classes from './dashboard-page.module.css';
import type { Totals } from './use-totals.js';

/** The figures that say most, at one look. */
export function Tiles({ totals, latest }: { totals?: Totals; latest?: LiveStats }) {
  const { dashboard: texts } = useTexts();
  const { language } = usePageLanguage();
  const write = (value: number): string => value.toLocaleString(language, { maximumFractionDigits: 1 });
  const tiles = [
    [texts.ideas, told(totals?.stats.total_ideas, write)],
    [texts.lastDay, told(totals?.stats.recent_activity, write)],
    [texts.averageRating, told(totals?.stats.average_rating, (rating) => texts.ofFive(write(rating)))],
    [texts.streamsNow, told(latest?.active_sessions, write)],
    [texts.modelsLoaded, told(totals?.stats.model_stats.loaded_models, write)],
  ] as const;
  return (
    <dl className={classes.tiles}>
      {tiles.map(([label, value]) => (
        <div key={label} className={classes.tile}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
