import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';
import { Icon, type IconName } from './icon.js';

interface Props {
  icon: IconName;
  title: string;
  text: string;
  /** What to do about it. */
  children?: ReactNode;
}

/** What stands where there is nothing yet. */
export function EmptyState({ icon, title, text, children }: Props) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon}>
        <Icon name={icon} size={28} />
      </span>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" mb={children === undefined ? 0 : 'md'}>
        {text}
      </Text>
      {children}
    </div>
  );
}
