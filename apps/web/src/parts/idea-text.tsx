import { Title } from '@mantine/core';
import classes from './idea-text.module.css';

interface Props {
  title: string;
  content: string;
  /** Shows that more is coming. */
  isWriting?: boolean;
  /** Level of the title on its page. */
  order?: 2 | 3;
}

/** An idea as it is read: its title, its text, and where it is being written a soft cursor at the end. */
export function IdeaText({ title, content, isWriting = false, order = 2 }: Props) {
  const cursor = isWriting && <span className={classes.cursor} aria-hidden />;
  return (
    <>
      <Title order={order} className={classes.title}>
        {title}
        {content === '' && cursor}
      </Title>
      {content !== '' && (
        <p className={classes.content}>
          {content}
          {cursor}
        </p>
      )}
    </>
  );
}
