import type { Idea } from '@creative-muse/client';
import { Text } from '@mantine/core';
import { useAngles } from '../service/angles-provider.js';
import { usePageLanguage, useTexts } from '../texts/texts-context.js';
import { categoryName } from './category-name.js';
import { formatMoment, formatSeconds } from './format.js';

/** Where an idea comes from, in one quiet line. */
export function IdeaFacts({ idea }: { idea: Idea }) {
  const { categories, parts } = useTexts();
  const { language } = usePageLanguage();
  const angle = useAngles().find(({ key }) => key === idea.angle)?.name ?? idea.angle;
  const facts = [
    categoryName(idea.category, categories),
    idea.language.toUpperCase(),
    ...(angle === null ? [] : [angle]),
    idea.model_used,
    parts.seconds(formatSeconds(idea.generation_time, language)),
    parts.tokens(idea.usage.completion_tokens),
    ...(idea.cached ? [parts.cached] : []),
  ];
  return (
    <Text size="xs" c="dimmed">
      <time dateTime={idea.created_at}>{formatMoment(idea.created_at, language)}</time>
      {facts.map((fact) => ` · ${fact}`)}
    </Text>
  );
}
