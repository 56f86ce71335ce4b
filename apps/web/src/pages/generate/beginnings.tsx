import { Text } from '@mantine/core';
import { Icon } from '../../parts/icon.js';
import { useTexts } from '../../texts/texts-context.js';
import classes from './beginnings.module.css';

interface Props {
  onExample: (prompt: string) => void;
  onSurprise: () => void;
}

/** What to begin with where nobody has an idea for an idea yet: one click, and it is written. */
export function Beginnings({ onExample, onSurprise }: Props) {
  const { generate } = useTexts();
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {generate.examples}
      </Text>
      <div className={classes.list}>
        {generate.examplePrompts.map((prompt) => (
          <button key={prompt} type="button" className={classes.example} onClick={() => onExample(prompt)}>
            {prompt}
          </button>
        ))}
        <button type="button" className={`${classes.example} ${classes.surprise}`} onClick={onSurprise}>
          <Icon name="dice" size={17} />
          {generate.surprise}
        </button>
      </div>
    </>
  );
}
