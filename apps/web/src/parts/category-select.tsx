import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useTexts } from '../texts/texts-context.js';

interface Props extends Omit<NativeSelectProps, 'onChange' | 'data' | 'value'> {
  value: string;
  onChange: (category: string) => void;
  /** Offers "all" first, with the empty value. */
  withAny?: boolean;
}

/** The categories that models know. */
export function CategorySelect({ value, onChange, withAny = false, ...rest }: Props) {
  const { categories, parts } = useTexts();
  const known = Object.entries(categories).map(([key, label]) => ({ value: key, label }));
  return (
    <NativeSelect
      label={parts.category}
      {...rest}
      data={withAny ? [{ value: '', label: parts.anyCategory }, ...known] : known}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
