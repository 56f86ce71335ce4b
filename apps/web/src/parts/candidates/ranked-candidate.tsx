import type { Candidate } from '@creative-muse/client';
import { VisuallyHidden } from '@mantine/core';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import { formatShare } from '../format.js';
import { readIdea } from '../read-text.js';
import { CandidateFailure } from './candidate-failure.js';
import classes from './ranked-candidates.module.css';
import { ScoreBars } from './score-bars.js';

/** One candidate in a line; behind it its text, unless that is the idea above, its scores and the reason of its rank. */
export function RankedCandidate({ candidate }: { candidate: Candidate }) {
  const { candidates: texts } = useTexts();
  const { language } = usePageLanguage();
  const { index, rank, model_used: model, fused, sum, scores, reason, error } = candidate;
  const { title, content } = readIdea(candidate);
  const isWinner = rank === 1;
  // Reasons name candidates by their number.
  const about = [`#${index}`, model, fused && texts.fused].filter(Boolean).join(' · ');
  return (
    <li className={classes.item}>
      <details open={isWinner}>
        <summary className={classes.summary}>
          <span className={classes.rank}>{rank ?? '–'}</span>
          <span className={classes.name}>
            <span className={classes.title}>{error === null ? title || content.slice(0, 90) : texts.failed}</span>
            <span className={classes.model}>{about}</span>
          </span>
          {sum !== null && (
            <span className={classes.sum} title={texts.sum}>
              <VisuallyHidden>{texts.sum} </VisuallyHidden>
              {formatShare(sum, language)}
            </span>
          )}
        </summary>
        <div className={classes.detail}>
          {error !== null && <CandidateFailure error={error} />}
          {!isWinner && content !== '' && <p className={classes.content}>{content}</p>}
          {scores !== null && <ScoreBars scores={scores} sum={sum} />}
          {/* The service tells it in English. */}
          {reason !== '' && (
            <p className={classes.reason} lang="en">
              {reason}
            </p>
          )}
        </div>
      </details>
    </li>
  );
}
