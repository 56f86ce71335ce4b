import { categoryName } from '../../parts/category-name.js';
import { formatSeconds } from '../../parts/format.js';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import { Bars } from './bars.js';
import { byCount } from './by-count.js';
import type { Totals } from './use-totals.js';

/** What was counted over days: starts, use, categories. */
export function Counted({ totals: { stats, usage } }: { totals: Totals }) {
  const { dashboard: texts, categories, parts } = useTexts();
  const { language } = usePageLanguage();
  const { hits, cold_starts: cold, seconds_saved: saved } = usage.preload_report;
  const used = Object.entries(usage.usage_stats).map(([key, { usage_count: count }]) => [key, count] as const);
  const ideas = Object.entries(stats.categories).map(([key, count]) => [categoryName(key, categories), count] as const);
  return (
    <>
      <Bars
        title={texts.starts}
        rows={[
          [texts.warmHits, hits],
          [texts.coldStarts, cold],
        ]}
        note={saved === 0 ? undefined : texts.saved(parts.seconds(formatSeconds(saved, language)))}
      />
      <Bars title={texts.usage} rows={byCount(used)} />
      <Bars title={texts.byCategory} rows={byCount(ideas)} />
    </>
  );
}
