import type { Model } from '@creative-muse/client';
import { Chip, Text } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';
import classes from './batch-form.module.css';

interface Props {
  /** What they are called. */
  label: string;
  /** Undefined while nobody knows them yet. */
  models?: readonly Model[];
  /** Keys of the chosen ones. */
  value: readonly string[];
  onChange: (keys: string[]) => void;
}

/** The models on this machine, of which several may write. */
export function ModelChips({ label, models, value, onChange }: Props) {
  const { batch: texts } = useTexts();
  const available = models?.filter((model) => model.available) ?? [];
  return (
    <fieldset className={classes.models}>
      <legend className={classes.legend}>{label}</legend>
      <Chip.Group multiple value={[...value]} onChange={onChange}>
        <div className={classes.chips}>
          {available.map(({ key, name }) => (
            <Chip key={key} value={key} variant="outline">
              {name}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {models !== undefined && available.length === 0 && <Text size="sm">{texts.noModels}</Text>}
    </fieldset>
  );
}
