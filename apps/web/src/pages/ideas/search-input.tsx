import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { Icon } from '../../parts/icon.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './filter-bar.module.css';

/** Milliseconds without a key before a search begins. */
const typing = 250;

interface Props {
  /** What it begins with. */
  value: string;
  onChange: (q: string) => void;
}

/** Searches while somebody types. */
export function SearchInput({ value, onChange }: Props) {
  const { ideas: texts } = useTexts();
  const [typed, setTyped] = useState(value);
  const search = useDebouncedCallback(onChange, typing);
  return (
    <TextInput
      type="search"
      aria-label={texts.search}
      placeholder={texts.searchPlaceholder}
      maxLength={200}
      leftSection={<Icon name="search" size={16} />}
      className={classes.search}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}
