import { ActionIcon } from '@mantine/core';
import { Icon, type IconName } from './icon.js';

interface Props {
  icon: IconName;
  /** What it does: read out, and shown where the pointer rests. */
  label: string;
  onClick: () => void;
  /** Whether it is switched on; leave it out for what is no switch. */
  pressed?: boolean;
  disabled?: boolean;
}

/** A button that is a picture and stays in the background. */
export function QuietButton({ icon, label, onClick, pressed, disabled }: Props) {
  return (
    <ActionIcon
      variant="subtle"
      color={pressed === true ? 'muse' : 'gray'}
      c={pressed === true ? 'var(--muse-accent)' : 'dimmed'}
      size="lg"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} filled={pressed === true} />
    </ActionIcon>
  );
}
