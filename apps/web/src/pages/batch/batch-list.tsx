import type { BatchStateItem } from '@creative-muse/client/react';
import { Button } from '@mantine/core';
import { memo, useState } from 'react';
import { useTexts } from '../../texts/texts-context.js';
import { BatchRow } from './batch-row.js';
import classes from './batch-row.module.css';

interface Props {
  items: readonly BatchStateItem[];
  /** Whether what waits will never be written. */
  isCancelled: boolean;
}

/** Rows that are drawn at first, and more at each wish. */
const portion = 250;

/** The items of a batch, in the order of their prompts. */
export const BatchList = memo(function BatchList({ items, isCancelled }: Props) {
  const { batch: texts } = useTexts();
  const [limit, setLimit] = useState(portion);
  const withModel = items.some(({ model }) => model !== items[0].model);
  return (
    <>
      <ol className={classes.list} aria-label={texts.items}>
        {items.slice(0, limit).map((item) => (
          <BatchRow key={item.index} item={item} isCancelled={isCancelled} withModel={withModel} />
        ))}
      </ol>
      {items.length > limit && (
        <Button variant="default" radius="xl" onClick={() => setLimit(limit + portion)}>
          {texts.more(items.length - limit)}
        </Button>
      )}
    </>
  );
});
