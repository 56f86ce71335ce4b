import type { BatchState, BatchStateItem } from '@creative-muse/client/react';
import { Button, Loader, Text, VisuallyHidden } from '@mantine/core';
import { useDeferredValue } from 'react';
import { FailureNotice } from '../../parts/failure-notice.js';
import { Icon } from '../../parts/icon.js';
import { useTexts } from '../../texts/texts-context.js';
import { BatchDiversity } from './batch-diversity.js';
import { BatchList } from './batch-list.js';
import { BatchProgress } from './batch-progress.js';
import classes from './batch-run.module.css';
import { ExportBatch } from './export-batch.js';

interface Props {
  batch: BatchState & { cancel: () => void };
  /** Has the failed items written again; left out where that cannot be. */
  onRetry?: () => void;
  /** Back to the form. */
  onLeave: () => void;
}

const nothing: readonly BatchStateItem[] = [];

/** A batch while it runs, and after. */
export function BatchRun({ batch, onRetry, onLeave }: Props) {
  const { batch: texts } = useTexts();
  const { status, counts, items, failure, isLost, diversity } = batch;
  // Hundreds of rows are drawn in slices: what is typed or scrolled meanwhile comes first.
  const shown = useDeferredValue(items, nothing);
  const isRunning = status === 'sending' || status === 'running';
  const ended = status === 'done' ? texts.announceDone(counts.done, counts.failed) : texts.announceCancelled;
  return (
    <section aria-label={texts.title} className={classes.run}>
      {status === 'idle' && <Loader size="sm" aria-label={texts.opening} />}
      {counts.total > 0 && (
        <div className={classes.head}>
          <BatchProgress counts={counts} />
          {diversity !== undefined && <BatchDiversity diversity={diversity} ideas={counts.done} />}
          <div className={classes.actions}>
            {isRunning && (
              <Button variant="default" radius="xl" leftSection={<Icon name="stop" size={16} />} onClick={batch.cancel}>
                {texts.cancel}
              </Button>
            )}
            {!isRunning && counts.failed > 0 && onRetry !== undefined && (
              <Button radius="xl" leftSection={<Icon name="again" size={16} />} onClick={onRetry}>
                {texts.retry(counts.failed)}
              </Button>
            )}
            <ExportBatch items={items} />
            <Button variant="subtle" radius="xl" onClick={onLeave}>
              {texts.another}
            </Button>
          </div>
          {isLost && (
            <Text size="sm" c="var(--muse-warning)">
              {texts.lost}
            </Text>
          )}
        </div>
      )}
      {failure !== undefined && <FailureNotice failure={failure} />}
      <BatchList items={shown} isCancelled={status === 'cancelled'} />
      <VisuallyHidden role="status">{!isRunning && counts.total > 0 && failure === undefined && ended}</VisuallyHidden>
    </section>
  );
}
