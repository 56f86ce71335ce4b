import type { Candidate } from '@creative-muse/client';
import { useTexts } from '../../texts/texts-context.js';
import { kindOf } from '../failure-advice.js';
import classes from './ranked-candidates.module.css';

/** Why a candidate failed; the others go on, so nothing is to be done about it. */
export function CandidateFailure({ error }: { error: NonNullable<Candidate['error']> }) {
  const { failures } = useTexts();
  return (
    <p className={classes.failure}>
      <strong>{failures[kindOf(error.code)].title}.</strong> {error.detail}
    </p>
  );
}
