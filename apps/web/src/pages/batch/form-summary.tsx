import { Text } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';
import classes from './batch-form.module.css';
import { longestPrompt, type Objection } from './check-prompts.js';

interface Props {
  prompts: number;
  models: number;
  /** Ideas for each prompt, on each model. */
  n: number;
  /** Texts that each idea is chosen from, or made of; 1: it is the only one. */
  candidates: number;
  /** Whether the batch ends with the page. */
  isCompared: boolean;
  objections: readonly Objection[];
}

/** Objections that are told one by one; of more, how many there are. */
const shown = 3;

/** What would be sent, or what stands against it. */
export function FormSummary({ prompts, models, n, candidates, isCompared, objections }: Props) {
  const { batch: texts } = useTexts();
  const tell = (objection: Objection): string => {
    switch (objection.type) {
      case 'none':
        return texts.noPrompts;
      case 'tooMany':
        return texts.tooMany(objection.items, objection.most);
      case 'tooLong':
        return texts.tooLong(objection.number, objection.length, longestPrompt);
    }
  };
  const summary = candidates > 1 ? texts.summaryOfChoice(prompts, n, candidates) : texts.summary(prompts, models, n);
  const lines = objections.slice(0, shown).map(tell);
  if (models === 0) lines.push(texts.chooseModel);
  if (objections.length > shown) lines.push(texts.moreProblems(objections.length - shown));
  return (
    <div role="status" className={classes.summary}>
      {prompts > 0 && <Text size="sm">{summary}</Text>}
      {prompts > 0 && isCompared && (
        <Text size="sm" c="dimmed">
          {texts.comparedNote}
        </Text>
      )}
      {lines.map((line) => (
        <Text key={line} size="sm" c={prompts > 0 ? 'var(--muse-warning)' : 'dimmed'}>
          {line}
        </Text>
      ))}
    </div>
  );
}
