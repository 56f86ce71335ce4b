import type { Idea } from '@creative-muse/client';
import { Button } from '@mantine/core';
import { CopyButton } from '../../parts/copy-button.js';
import { FailureNotice } from '../../parts/failure-notice.js';
import { Icon } from '../../parts/icon.js';
import { RatingStars } from '../../parts/rating-stars.js';
import { toPlainText } from '../../parts/to-plain-text.js';
import { useRating } from '../../parts/use-rating.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './idea-sheet.module.css';
import { useSession } from './session.js';

/** What can be done with an idea that has just been written. */
export function FinishedIdea({ idea, onAgain }: { idea: Idea; onAgain: () => void }) {
  const { generate } = useTexts();
  const { wish } = useSession();
  const { rating, rate, failure } = useRating(idea);
  return (
    <>
      <div className={classes.actions}>
        <Button
          variant="subtle"
          size="compact-md"
          fw={500}
          c="var(--muse-accent)"
          leftSection={<Icon name="again" size={16} />}
          onClick={onAgain}
        >
          {generate.again}
        </Button>
        <CopyButton value={toPlainText(idea)} />
        <RatingStars value={rating} onChange={rate} />
      </div>
      {failure !== undefined && <FailureNotice failure={failure} />}
      {idea.prompt !== wish.prompt.trim() && <p className={classes.facts}>{generate.promptOf(idea.prompt)}</p>}
    </>
  );
}
