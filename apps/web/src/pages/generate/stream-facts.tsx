import type { IdeaStreamState } from '@creative-muse/client/react';
import { formatRate, formatSeconds } from '../../parts/format.js';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import classes from './idea-sheet.module.css';

/** How fast it was: for those who want to know, and small. */
export function StreamFacts({ stream }: { stream: IdeaStreamState }) {
  const { generate, parts } = useTexts();
  const { language } = usePageLanguage();
  const { idea, secondsToFirstText, tokensPerSecond } = stream;
  if (idea === undefined) return null;
  const facts = [
    idea.model_used,
    secondsToFirstText !== undefined && generate.firstText(formatSeconds(secondsToFirstText, language)),
    tokensPerSecond !== undefined && generate.rate(formatRate(tokensPerSecond, language)),
    parts.tokens(idea.usage.completion_tokens),
  ];
  return <p className={classes.facts}>{facts.filter((fact) => fact !== false).join(' · ')}</p>;
}
