import { Button } from '@mantine/core';
import type { MouseEvent } from 'react';
import { Icon } from '../../parts/icon.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './prompt-form.module.css';

/** Begins, and while it runs ends: one button in one place, so that the focus stays. */
export function ThinkButton({ isRunning, onStop }: { isRunning: boolean; onStop: () => void }) {
  const { generate } = useTexts();
  const stop = (event: MouseEvent): void => {
    // Until the click has ended the button is one that submits again.
    event.preventDefault();
    onStop();
  };
  return (
    <Button
      type={isRunning ? 'button' : 'submit'}
      variant={isRunning ? 'default' : 'filled'}
      radius="xl"
      size="md"
      className={classes.think}
      leftSection={<Icon name={isRunning ? 'stop' : 'muse'} />}
      onClick={isRunning ? stop : undefined}
    >
      {isRunning ? generate.stop : generate.think}
    </Button>
  );
}
