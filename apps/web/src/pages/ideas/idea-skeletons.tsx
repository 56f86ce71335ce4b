import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';
import classes from './idea-grid.module.css';

const places = [1, 2, 3, 4];

/** Where ideas are going to be. */
export function IdeaSkeletons() {
  const { ideas: texts } = useTexts();
  return (
    <div className={classes.grid}>
      <VisuallyHidden role="status">{texts.loading}</VisuallyHidden>
      {places.map((place) => (
        <Skeleton key={place} height={230} radius="lg" />
      ))}
    </div>
  );
}
