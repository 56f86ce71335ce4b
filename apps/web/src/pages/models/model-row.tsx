import type { Model, UsageStats } from '@creative-muse/client';
import { Button, Text } from '@mantine/core';
import { FailureNotice } from '../../parts/failure-notice.js';
import { useTexts } from '../../texts/texts-context.js';
import { DownloadBar } from './download-bar.js';
import type { PreloadDecision } from './last-decision.js';
import { actionsOf } from './model-actions.js';
import { ModelFacts } from './model-facts.js';
import classes from './model-row.module.css';
import { ModelState } from './model-state.js';
import { useModelAction } from './use-model-action.js';

interface Props {
  model: Model;
  used?: UsageStats['usage_stats'][string];
  decision?: PreloadDecision;
  /** Something was done with it. */
  onDone: () => void;
}

/** The look of what is most likely wished. */
const inviting = { variant: 'light', bg: 'var(--muse-accent-soft)', c: 'var(--muse-accent)' } as const;

/** A model, what it does, and what can be done with it. */
export function ModelRow({ model, used, decision, onDone }: Props) {
  const { models: texts } = useTexts();
  const { act, pending, failure } = useModelAction(model.key, onDone);
  const { name, description, reason, progress, error } = model;
  return (
    <li className={classes.row}>
      <div className={classes.about}>
        <div className={classes.name}>
          <h3>{name}</h3>
          <ModelState model={model} />
        </div>
        <Text size="sm">{description}</Text>
        <ModelFacts model={model} used={used} />
        {reason !== undefined && <Text size="sm">{reason}</Text>}
        {decision !== undefined && (
          <Text size="sm" c="dimmed">
            {texts.decided[decision.action]}: {decision.reason}
          </Text>
        )}
      </div>
      <div className={classes.actions}>
        {actionsOf(model).map((action, index) => (
          <Button
            key={action}
            size="sm"
            radius="xl"
            {...(index === 0 && action !== 'unload' ? inviting : { variant: 'default' })}
            loading={pending === action}
            disabled={pending !== undefined}
            aria-label={texts.actOn(texts.actions[action], name)}
            onClick={() => act(action)}
          >
            {texts.actions[action]}
          </Button>
        ))}
      </div>
      {progress !== undefined && <DownloadBar name={name} progress={progress} />}
      {failure !== undefined ? (
        <FailureNotice failure={failure} />
      ) : (
        error !== undefined && <FailureNotice failure={{ code: error.code, message: error.detail }} />
      )}
    </li>
  );
}
