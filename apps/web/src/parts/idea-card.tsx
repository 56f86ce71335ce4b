import type { Idea } from '@creative-muse/client';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.js';
import classes from './idea-card.module.css';
import { IdeaFacts } from './idea-facts.js';
import { IdeaText } from './idea-text.js';
import { readIdea } from './read-text.js';
import { RatingStars } from './rating-stars.js';
import { toPlainText } from './to-plain-text.js';

interface Props {
  idea: Idea;
  onRate?: (rating: number) => void;
  /** What is to be said about it, such as that something failed. */
  notice?: ReactNode;
  /** More buttons, after those that every idea has. */
  children?: ReactNode;
}

/** A finished idea among others. */
export function IdeaCard({ idea, onRate, notice, children }: Props) {
  return (
    <article className={classes.card}>
      <div className={classes.text}>
        <IdeaText reading={readIdea(idea)} />
      </div>
      <IdeaFacts idea={idea} />
      <div className={classes.actions}>
        {onRate !== undefined && <RatingStars value={idea.rating} onChange={onRate} />}
        <span className={classes.buttons}>
          <CopyButton value={toPlainText(idea)} />
          {children}
        </span>
      </div>
      {notice}
    </article>
  );
}
