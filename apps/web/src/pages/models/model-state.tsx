import type { Model } from '@creative-muse/client';
import { useTexts } from '../../texts/texts-context.js';
import classes from './model-row.module.css';

const kinds: Partial<Record<Model['status'], string>> = { loaded: 'good', error: 'bad' };

/** What a model does now; whether it is the one that answers by default. */
export function ModelState({ model }: { model: Model }) {
  const { models: texts } = useTexts();
  const { status, available, current, preload_priority: place } = model;
  return (
    <span className={classes.states}>
      {current && (
        <span className={classes.state} data-kind="good">
          {texts.current}
        </span>
      )}
      {(available || status !== 'not_loaded') && (
        <span className={classes.state} data-kind={kinds[status]}>
          {texts.states[status]}
        </span>
      )}
      {model.recommended && !available && <span className={classes.state}>{texts.recommended}</span>}
      {place !== null && <span className={classes.state}>{texts.waitsToLoad(place)}</span>}
    </span>
  );
}
