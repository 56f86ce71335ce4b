import type { Failure } from '@creative-muse/client/react';
import { Button, Group, Text } from '@mantine/core';
import { Link } from 'wouter';
import { useTexts } from '../texts/texts-context.js';
import { isAboutModels, kindOf, needsDetail } from './failure-advice.js';
import classes from './failure-notice.module.css';
import { Icon } from './icon.js';

interface Props {
  failure: Failure;
  onRetry?: () => void;
}

/** Says what failed and what to do about it. Read out as soon as it is there. */
export function FailureNotice({ failure: { code, message, retryAfter }, onRetry }: Props) {
  const { failures, parts } = useTexts();
  const kind = kindOf(code);
  const { title, advice } = failures[kind];
  return (
    <div role="alert" className={classes.notice}>
      <Icon name={kind === 'unreachable' ? 'offline' : 'warning'} size={22} />
      <div className={classes.text}>
        <Text fw={600}>{title}</Text>
        <Text size="sm">
          {advice} {retryAfter !== undefined && parts.tryAgainIn(Math.ceil(retryAfter))}
        </Text>
        {needsDetail(kind) && (
          <Text size="xs" c="dimmed" mt={4}>
            {message}
          </Text>
        )}
        <Group gap="xs" mt="sm">
          {onRetry !== undefined && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {parts.tryAgain}
            </Button>
          )}
          {isAboutModels(kind) && (
            <Button size="xs" variant="subtle" component={Link} href="/models">
              {parts.toModels}
            </Button>
          )}
        </Group>
      </div>
    </div>
  );
}
