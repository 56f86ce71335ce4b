import type { CandidateState } from '@creative-muse/client/react';
import { CandidateFailure } from '../../parts/candidates/candidate-failure.js';
import { IdeaText } from '../../parts/idea-text.js';
import { readIdea, readText } from '../../parts/read-text.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './candidate-cards.module.css';

interface Props {
  candidate: CandidateState;
  /** Whether the ensemble is; a candidate may have ended before. */
  isWriting: boolean;
}

/** One candidate while it is written, and until one is chosen. */
export function CandidateCard({ candidate: { index, model, text, candidate }, isWriting }: Props) {
  const { candidates: texts } = useTexts();
  const error = candidate?.error ?? null;
  return (
    <li className={classes.card} aria-label={texts.nameOf(index, model)}>
      <p className={classes.head}>
        #{index} · {model}
      </p>
      {error === null ? (
        <IdeaText
          reading={candidate === undefined ? readText(text) : readIdea(candidate)}
          isWriting={isWriting && candidate === undefined}
        />
      ) : (
        <CandidateFailure error={error} />
      )}
    </li>
  );
}
