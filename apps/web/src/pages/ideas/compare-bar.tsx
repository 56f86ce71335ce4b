import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTexts } from '../../texts/texts-context.js';
import classes from './compare-bar.module.css';
import { Comparison } from './comparison.js';
import type { Picked } from './use-picked.js';

/** Stays in view while ideas are picked, and leads to them side by side. */
export function CompareBar({ picked }: { picked: Picked }) {
  const { ideas: texts } = useTexts();
  const [isOpen, { open, close }] = useDisclosure();
  const first = picked.ideas.at(0);
  const second = picked.ideas.at(1);
  if (first === undefined) return null;
  return (
    <div role="status" className={classes.bar}>
      <Text size="sm" truncate className={classes.text}>
        {second === undefined ? texts.comparePick : `${first.title} · ${second.title}`}
      </Text>
      <Button variant="subtle" color="gray" c="dimmed" size="compact-md" onClick={picked.clear}>
        {texts.compareEnd}
      </Button>
      {second !== undefined && (
        <Button radius="xl" size="sm" onClick={open}>
          {texts.compareOpen}
        </Button>
      )}
      {second !== undefined && <Comparison ideas={[first, second]} opened={isOpen} onClose={close} />}
    </div>
  );
}
