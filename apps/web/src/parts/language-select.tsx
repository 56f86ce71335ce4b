import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { type LanguageCode, languageNames } from '../texts/languages.js';
import { useTexts } from '../texts/texts-context.js';

interface Props<Value> extends Omit<NativeSelectProps, 'onChange' | 'data' | 'value'> {
  value: Value;
  onChange: (language: Value) => void;
  /** Offers "all" first, with the empty value. */
  withAny?: boolean;
}

/** The languages of ideas, each in its own words. */
export function LanguageSelect<Value extends LanguageCode | ''>({
  value,
  onChange,
  withAny = false,
  ...rest
}: Props<Value>) {
  const { parts } = useTexts();
  const known = Object.entries(languageNames).map(([code, label]) => ({ value: code, label }));
  return (
    <NativeSelect
      label={parts.ideaLanguage}
      {...rest}
      data={withAny ? [{ value: '', label: parts.anyLanguage }, ...known] : known}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Value)}
    />
  );
}
