import type { Model } from '@creative-muse/client';
import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTexts } from '../texts/texts-context.js';
import { groupModels } from './group-models.js';

interface Props extends Omit<NativeSelectProps, 'onChange' | 'data' | 'value'> {
  /** Undefined while nobody knows them yet. */
  models?: readonly Model[];
  /** Key of a model; empty for the first choice. */
  value: string;
  onChange: (key: string) => void;
  /** What the empty value is called. */
  emptyLabel: string;
  /** Offers those too that are not on this machine. */
  withElsewhere?: boolean;
}

/** The models, grouped by how soon they can answer. */
export function ModelSelect({ models = [], value, onChange, emptyLabel, withElsewhere = false, ...rest }: Props) {
  const { parts } = useTexts();
  const { elsewhere, ...here } = groupModels(models);
  const toOption = ({ key, name }: Model) => ({ value: key, label: name });
  const groups = [
    { group: parts.modelGroups.loaded, items: here.loaded.map(toOption) },
    { group: parts.modelGroups.available, items: here.available.map(toOption) },
    {
      group: parts.modelGroups.elsewhere,
      items: elsewhere.map((model) => ({ ...toOption(model), disabled: !withElsewhere })),
    },
  ];
  return (
    <NativeSelect
      label={parts.model}
      {...rest}
      data={[{ value: '', label: emptyLabel }, ...groups.filter(({ items }) => items.length > 0)]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
