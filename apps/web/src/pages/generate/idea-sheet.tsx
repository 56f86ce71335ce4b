import { isRunning } from '@creative-muse/client/react';
import { FailureNotice } from '../../parts/failure-notice.js';
import { IdeaText } from '../../parts/idea-text.js';
import { readIdea, readText } from '../../parts/read-text.js';
import { FinishedIdea } from './finished-idea.js';
import classes from './idea-sheet.module.css';
import { useSession } from './session.js';
import { StreamFacts } from './stream-facts.js';
import { StreamNews } from './stream-news.js';

/** The idea while it is written, and after. */
export function IdeaSheet() {
  const { stream, again } = useSession();
  const { text, idea, failure } = stream;
  const isWriting = isRunning(stream);
  const reading = idea === undefined ? readText(text) : readIdea(idea);
  return (
    <>
      {(isWriting || text !== '') && (
        <article className={classes.sheet} aria-busy={isWriting}>
          <IdeaText reading={reading} isWriting={isWriting} />
        </article>
      )}
      <StreamNews stream={stream} />
      {failure !== undefined && <FailureNotice failure={failure} onRetry={again} />}
      {idea !== undefined && <FinishedIdea key={idea.id} idea={idea} onAgain={again} />}
      <StreamFacts stream={stream} />
    </>
  );
}
