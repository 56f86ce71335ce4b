import type { Angle } from '@creative-muse/client';
import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useAngles } from '../service/angles-provider.js';
import { useTexts } from '../texts/texts-context.js';

interface Props extends Omit<NativeSelectProps, 'onChange' | 'data' | 'value'> {
  /** Empty for none. */
  value: Angle['key'] | '';
  onChange: (angle: Angle['key'] | '') => void;
  /** What the empty value is called; by default that there is none. */
  emptyLabel?: string;
}

/** The ways of looking at a prompt, as the service names them. */
export function AngleSelect({ value, onChange, emptyLabel, ...rest }: Props) {
  const { parts } = useTexts();
  const known = useAngles().map(({ key, name }) => ({ value: key, label: name }));
  return (
    <NativeSelect
      label={parts.angle}
      {...rest}
      data={[{ value: '', label: emptyLabel ?? parts.noAngle }, ...known]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Angle['key'] | '')}
    />
  );
}
