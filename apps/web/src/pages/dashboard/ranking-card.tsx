import type { Ranking } from '@creative-muse/client';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import classes from './dashboard-page.module.css';
import { learningOf, weightRows } from './ranking-weights.js';

/** What candidates are ranked by: how much each score counts, and what the ratings have to do with it. */
export function RankingCard({ ranking }: { ranking: Ranking }) {
  const {
    dashboard: { ranking: texts },
    candidates: { scores },
  } = useTexts();
  const { language } = usePageLanguage();
  const rows = weightRows(ranking);
  const highest = Math.max(...rows.map(({ used }) => used));
  const write = (weight: number): string => weight.toLocaleString(language, { maximumFractionDigits: 2 });
  return (
    <section aria-label={texts.title} className={classes.card}>
      <h2 className={classes.heading}>{texts.title}</h2>
      <table className={classes.weights}>
        <thead>
          <tr>
            <th scope="col">{texts.score}</th>
            <th scope="col">{texts.configured}</th>
            <th scope="col">{texts.used}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, configured, used }) => (
            <tr key={name}>
              <th scope="row">
                {scores[name]}
                <span className={classes.length} style={{ width: `${(used / highest) * 100}%` }} />
              </th>
              <td>{write(configured)}</td>
              <td>{write(used)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        <RatingsNote ranking={ranking} /> {texts.blind}
      </p>
    </section>
  );
}

function RatingsNote({ ranking }: { ranking: Ranking }) {
  const { ranking: texts } = useTexts().dashboard;
  const { language } = usePageLanguage();
  const { ratings, min_ratings: needed, trust } = ranking;
  switch (learningOf(ranking)) {
    case 'off':
      return texts.off;
    case 'few':
      return ratings === 0 ? texts.none(needed) : texts.few(ratings, needed);
    case 'unrelated':
      return texts.unrelated(ratings);
    case 'learned':
      return texts.learned(ratings, trust.toLocaleString(language, { style: 'percent' }));
  }
}
