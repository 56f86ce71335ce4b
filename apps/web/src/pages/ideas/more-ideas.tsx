import { Button } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect, useEffectEvent } from 'react';
import { useTexts } from '../../texts/texts-context.js';
import classes from './idea-grid.module.css';

interface Props {
  isLoading: boolean;
  /** Then it waits for the button: what failed once is not tried again and again. */
  hasFailed: boolean;
  onMore: () => void;
}

/** Reads on when it comes into view, and when it is pressed. */
export function MoreIdeas({ isLoading, hasFailed, onMore }: Props) {
  const { ideas: texts } = useTexts();
  const { ref, entry } = useIntersection({ rootMargin: '600px' });
  const isNear = entry?.isIntersecting === true;
  const readOn = useEffectEvent(onMore);
  useEffect(() => {
    if (isNear && !isLoading && !hasFailed) readOn();
  }, [isNear, isLoading, hasFailed]);
  return (
    <div ref={ref} className={classes.more}>
      <Button variant="default" radius="xl" loading={isLoading} onClick={onMore}>
        {texts.more}
      </Button>
    </div>
  );
}
