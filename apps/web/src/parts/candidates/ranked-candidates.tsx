import type { Candidate } from '@creative-muse/client';
import classes from './ranked-candidates.module.css';
import { RankedList } from './ranked-list.js';
import { useOriginText } from './use-origin-text.js';

/** What an idea was chosen from; the idea itself stands above. */
export function RankedCandidates({ candidates }: { candidates: readonly Candidate[] }) {
  const title = useOriginText(candidates);
  return (
    <section aria-label={title}>
      <h3 className={classes.heading}>{title}</h3>
      <RankedList candidates={candidates} />
    </section>
  );
}
