import { Button } from '@mantine/core';
import { Icon } from '../../parts/icon.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './prompt-form.module.css';

/** Begins, and while it runs ends: one button in one place, so that the focus stays. */
export function ThinkButton({ isRunning, onStop }: { isRunning: boolean; onStop: () => void }) {
  const { generate } = useTexts();
  return (
    <Button
      type={isRunning ? 'button' : 'submit'}
      variant={isRunning ? 'default' : 'filled'}
      radius="xl"
      size="md"
      className={classes.think}
      leftSection={<Icon name={isRunning ? 'stop' : 'muse'} />}
      onClick={isRunning ? onStop : undefined}
    >
      {isRunning ? generate.stop : generate.think}
    </Button>
  );
}
