import { useStats } from '@creative-muse/client/react';
import { Skeleton, Text } from '@mantine/core';
import { FailureNotice } from '../../parts/failure-notice.js';
import { PageTitle } from '../../parts/page-title.js';
import { useTexts } from '../../texts/texts-context.js';
import { Counted } from './counted.js';
import classes from './dashboard-page.module.css';
import { LiveCharts } from './live-charts.js';
import { RankingCard } from './ranking-card.js';
import { Tiles } from './tiles.js';
import { useTotals } from './use-totals.js';

/** What the service does at this moment, and what it has done. */
export default function DashboardPage() {
  const { dashboard: texts } = useTexts();
  const { history, latest, isLost } = useStats();
  const { totals, failure } = useTotals();
  return (
    <>
      <PageTitle title={texts.title} lead={texts.lead} />
      {failure !== undefined && <FailureNotice failure={failure} />}
      {isLost && (
        <Text size="sm" c="var(--muse-warning)" mb="sm">
          {texts.lost}
        </Text>
      )}
      <Tiles totals={totals} latest={latest} />
      <div className={classes.grid} aria-busy={latest === undefined}>
        {latest === undefined ? (
          <Skeleton height={250} radius="lg" animate={false} />
        ) : (
          <LiveCharts history={history} />
        )}
        {totals !== undefined && <Counted totals={totals} />}
        {totals !== undefined && <RankingCard ranking={totals.ranking} />}
      </div>
    </>
  );
}
