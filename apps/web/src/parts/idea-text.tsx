import { Title } from '@mantine/core';
import classes from './idea-text.module.css';
import type { Reading } from './read-text.js';

interface Props {
  reading: Reading;
  /** Shows that more is coming. */
  isWriting?: boolean;
}

/** An idea as it is read: its title, its text, and where it is being written a soft cursor at the end. */
export function IdeaText({ reading: { title, content }, isWriting = false }: Props) {
  const cursor = isWriting && <span className={classes.cursor} aria-hidden />;
  return (
    <>
      {(title !== '' || content === '') && (
        <Title order={2} className={classes.title}>
          {title}
          {content === '' && cursor}
        </Title>
      )}
      {content !== '' && (
        <p className={classes.content}>
          {content}
          {cursor}
        </p>
      )}
    </>
  );
}
