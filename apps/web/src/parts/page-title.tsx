import { Text, Title } from '@mantine/core';
import classes from './page-title.module.css';

interface Props {
  title: string;
  /** A sentence that says what the page is for. */
  lead?: string;
}

/** The heading of a page; the browser's tab has it too. */
export function PageTitle({ title, lead }: Props) {
  return (
    <header className={classes.head}>
      <title>{`${title} · Creative Muse`}</title>
      <Title order={1} className={classes.title}>
        {title}
      </Title>
      {lead !== undefined && <Text c="dimmed">{lead}</Text>}
    </header>
  );
}
