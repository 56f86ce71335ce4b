import type { BatchStateItem } from '@creative-muse/client/react';
import { memo } from 'react';
import { kindOf } from '../../parts/failure-advice.js';
import { useAngles } from '../../service/angles-provider.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './batch-row.module.css';
import { WrittenIdea } from './written-idea.js';

interface Props {
  item: BatchStateItem;
  isCancelled: boolean;
  withModel: boolean;
}

/** One prompt on one model: what was written, or why not. Plain elements, as there are hundreds of them. */
export const BatchRow = memo(function BatchRow({ item, isCancelled, withModel }: Props) {
  const { batch: texts } = useTexts();
  const { prompt, model, idea, attempt = 1 } = item;
  const angle = useAngles().find(({ key }) => key === idea?.angle)?.name;
  const about = [withModel && model, angle].filter(Boolean).join(' · ');
  const state = isCancelled && (item.state === 'waiting' || item.state === 'running') ? 'cancelled' : item.state;
  return (
    <li className={classes.row} data-state={state}>
      <span className={classes.dot} aria-hidden />
      <div className={classes.prompt}>
        {prompt}
        {about !== '' && <span className={classes.about}>{about}</span>}
      </div>
      <div className={classes.outcome}>
        {idea ? (
          <WrittenIdea idea={idea} />
        ) : (
          <Reason item={item} word={attempt > 1 && state === 'running' ? texts.rewriting : texts.states[state]} />
        )}
        {idea && attempt > 1 && <span className={classes.again}>{texts.rewritten}</span>}
      </div>
    </li>
  );
});

function Reason({ item: { error, idea }, word }: { item: BatchStateItem; word: string }) {
  const { batch: texts, failures } = useTexts();
  if (idea === null) return texts.deleted;
  if (error === undefined) return word;
  const { title, advice } = failures[kindOf(error.code)];
  return (
    <>
      <strong>{title}.</strong> {advice} <span className={classes.detail}>{error.detail}</span>
    </>
  );
}
