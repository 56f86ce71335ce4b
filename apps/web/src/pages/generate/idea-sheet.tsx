import { isRunning } from '@creative-muse/client/react';
import { RankedCandidates } from '../../parts/candidates/ranked-candidates.js';
import { FailureNotice } from '../../parts/failure-notice.js';
import { IdeaText } from '../../parts/idea-text.js';
import { readIdea, readText } from '../../parts/read-text.js';
import { CandidateCards } from './candidate-cards.js';
import { FinishedIdea } from './finished-idea.js';
import classes from './idea-sheet.module.css';
import { useSession } from './session.js';
import { StreamFacts } from './stream-facts.js';
import { StreamNews } from './stream-news.js';

/** The idea while it is written, and after; before it the candidates of an ensemble, of which it becomes one. */
export function IdeaSheet() {
  const { stream, again } = useSession();
  const { text, idea, failure, candidates } = stream;
  const isWriting = isRunning(stream);
  const reading = idea === undefined ? readText(text) : readIdea(idea);
  const ranked = idea?.candidates ?? null;
  return (
    <>
      {((isWriting && candidates.length === 0) || text !== '') && (
        <article className={classes.sheet} aria-busy={isWriting}>
          <IdeaText reading={reading} isWriting={isWriting} />
        </article>
      )}
      <StreamNews stream={stream} />
      {failure !== undefined && <FailureNotice failure={failure} onRetry={again} />}
      {idea !== undefined && <FinishedIdea key={idea.id} idea={idea} onAgain={again} />}
      <StreamFacts stream={stream} />
      {(candidates.length > 0 || ranked !== null) && (
        <div className={classes.candidates}>
          {ranked === null ? (
            <CandidateCards candidates={candidates} isWriting={isWriting} />
          ) : (
            <RankedCandidates candidates={ranked} />
          )}
        </div>
      )}
    </>
  );
}
