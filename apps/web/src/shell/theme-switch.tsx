import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { QuietButton } from '../parts/quiet-button.js';
import { useTexts } from '../texts/texts-context.js';

/** Light or dark; until somebody chooses, as the system has it. */
export function ThemeSwitch() {
  const { shell } = useTexts();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
  return (
    <QuietButton
      icon={isDark ? 'sun' : 'moon'}
      label={isDark ? shell.toLight : shell.toDark}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    />
  );
}
