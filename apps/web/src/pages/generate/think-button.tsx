import { Button } from '@mantine/core';
import { Icon } from '../../parts/icon.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './prompt-form.module.css';

interface Props {
  isRunning: boolean;
  canThink: boolean;
  onStop: () => void;
}

/** Begins, and while it runs ends: one button in one place, so that the focus stays. */
export function ThinkButton({ isRunning, canThink, onStop }: Props) {
  const { generate } = useTexts();
  return (
    <Button
      type={isRunning ? 'button' : 'submit'}
      variant={isRunning ? 'default' : 'filled'}
      radius="xl"
      className={classes.think}
      leftSection={<Icon name={isRunning ? 'stop' : 'muse'} />}
      // Not `disabled`: a button that has the focus keeps it.
      aria-disabled={!isRunning && !canThink}
      data-disabled={(!isRunning && !canThink) || undefined}
      onClick={isRunning ? onStop : undefined}
    >
      {isRunning ? generate.stop : generate.think}
    </Button>
  );
}
