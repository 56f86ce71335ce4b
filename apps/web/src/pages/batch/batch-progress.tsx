import type { BatchState } from '@creative-muse/client/react';
import { Text } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';
import classes from './batch-progress.module.css';

const parts = ['done', 'failed', 'running', 'cancelled', 'waiting'] as const;

/** How many items are where; the bar shows every one of them. */
export function BatchProgress({ counts }: { counts: BatchState['counts'] }) {
  const { batch: texts } = useTexts();
  const there = parts.filter((part) => counts[part] > 0);
  const told = there.map((part) => texts.counts[part](counts[part])).join(', ');
  return (
    <div>
      <div
        role="progressbar"
        aria-label={texts.progress}
        aria-valuemin={0}
        aria-valuemax={counts.total}
        aria-valuenow={counts.done + counts.failed}
        aria-valuetext={told}
        className={classes.bar}
      >
        {parts.map((part) => (
          <span key={part} data-part={part} style={{ flexGrow: counts[part] }} />
        ))}
      </div>
      <div className={classes.counts}>
        {there.map((part) => (
          <Text key={part} component="span" size="sm" className={classes.count}>
            <span data-part={part} className={classes.mark} />
            {texts.counts[part](counts[part])}
          </Text>
        ))}
      </div>
    </div>
  );
}
