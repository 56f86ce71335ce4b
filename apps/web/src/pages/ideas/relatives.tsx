import type { Idea } from '@creative-muse/client';
import { Text, UnstyledButton } from '@mantine/core';
import classes from './family.module.css';

interface Props {
  title: string;
  ideas: readonly Idea[];
  onShow: (idea: Idea) => void;
}

/** Ideas of one family; each leads to its own. */
export function Relatives({ title, ideas, onShow }: Props) {
  return (
    <section>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <ul className={classes.relatives}>
        {ideas.map((idea) => (
          <li key={idea.id}>
            <UnstyledButton className={classes.relative} onClick={() => onShow(idea)}>
              {idea.title}
              {idea.instruction !== null && (
                <Text span size="sm" c="dimmed">
                  {` · ${idea.instruction}`}
                </Text>
              )}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
