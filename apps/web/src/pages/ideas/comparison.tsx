import type { Idea } from '@creative-muse/client';
import { Modal, Text } from '@mantine/core';
import { IdeaFacts } from '../../parts/idea-facts.js';
import { IdeaText } from '../../parts/idea-text.js';
import { readIdea } from '../../parts/read-text.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './compare-bar.module.css';

interface Props {
  ideas: readonly [Idea, Idea];
  opened: boolean;
  onClose: () => void;
}

/** Two ideas side by side; on a phone one below the other. */
export function Comparison({ ideas, opened, onClose }: Props) {
  const { ideas: texts, parts } = useTexts();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="72rem"
      centered
      title={texts.compareTitle}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      <div className={classes.sides}>
        {ideas.map((idea) => (
          <article key={idea.id} className={classes.side}>
            <IdeaText reading={readIdea(idea)} />
            <Text size="sm" c="dimmed">
              {texts.promptOf(idea.prompt)}
            </Text>
            <IdeaFacts idea={idea} />
            {idea.rating !== null && <Text size="sm">{parts.stars(idea.rating)}</Text>}
          </article>
        ))}
      </div>
    </Modal>
  );
}
