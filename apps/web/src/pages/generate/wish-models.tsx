import type { Model } from '@creative-muse/client';
import { Checkbox, type NativeSelectProps } from '@mantine/core';
import { ModelSelect } from '../../parts/model-select.js';
import { useTexts } from '../../texts/texts-context.js';
import { useSession } from './session.js';
import classes from './wish-options.module.css';

interface Props extends Pick<NativeSelectProps, 'variant' | 'classNames'> {
  /** Undefined while nobody knows them yet. */
  models?: readonly Model[];
}

/** Who writes: one model; of several candidates, each of those that take part. */
export function WishModels({ models, ...quiet }: Props) {
  const { candidates: texts, generate, parts } = useTexts();
  const { wish, change } = useSession();
  const current = models?.find((model) => model.current);
  const here = models?.filter(({ available, loaded }) => available || loaded) ?? [];
  if (wish.candidates === 1 || here.length < 2) {
    return (
      <ModelSelect
        {...quiet}
        models={models}
        value={wish.model}
        onChange={(model) => change({ model })}
        emptyLabel={current ? parts.currentModel(current.name) : generate.modelDefault}
      />
    );
  }
  const alone = wish.model === '' ? current?.key : wish.model;
  return (
    <Checkbox.Group
      label={texts.models}
      classNames={{ label: classes.label }}
      value={wish.models.length > 0 || alone === undefined ? [...wish.models] : [alone]}
      onChange={(chosen) => change({ models: chosen })}
    >
      <div className={classes.models}>
        {here.map(({ key, name }) => (
          <Checkbox key={key} value={key} label={name} size="xs" classNames={{ label: classes.model }} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
