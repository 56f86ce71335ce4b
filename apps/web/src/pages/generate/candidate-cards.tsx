import type { CandidateState } from '@creative-muse/client/react';
import { useTexts } from '../../texts/texts-context.js';
import { CandidateCard } from './candidate-card.js';
import classes from './candidate-cards.module.css';

interface Props {
  candidates: readonly CandidateState[];
  isWriting: boolean;
}

/** What an ensemble writes, side by side, as long as nothing is chosen of it. */
export function CandidateCards({ candidates, isWriting }: Props) {
  const { candidates: texts } = useTexts();
  return (
    <ul className={classes.cards} aria-label={texts.title} aria-busy={isWriting}>
      {candidates.map((candidate) => (
        <CandidateCard key={candidate.index} candidate={candidate} isWriting={isWriting} />
      ))}
    </ul>
  );
}
