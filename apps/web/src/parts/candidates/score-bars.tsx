import type { CandidateScores } from '@creative-muse/client';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import { formatShare } from '../format.js';
import classes from './score-bars.module.css';
import { scoreRows } from './score-rows.js';

/** What a candidate is worth in each respect: a table whose cells are as long as their figures. */
export function ScoreBars({ scores, sum }: { scores: CandidateScores; sum: number | null }) {
  const { candidates: texts } = useTexts();
  const { language } = usePageLanguage();
  return (
    <table className={classes.bars} aria-label={texts.scoresTitle}>
      <tbody>
        {scoreRows(scores).map(([name, score]) => (
          <tr key={name}>
            <th scope="row">{texts.scores[name]}</th>
            <td className={classes.track}>
              <span className={classes.length} style={{ width: `${score * 100}%` }} />
            </td>
            <td className={classes.figure}>{formatShare(score, language)}</td>
          </tr>
        ))}
      </tbody>
      {sum !== null && (
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {texts.sum}
            </th>
            <td className={classes.figure}>{formatShare(sum, language)}</td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
