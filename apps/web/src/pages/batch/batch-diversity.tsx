import type { Diversity } from '@creative-muse/client';
import { Text } from '@mantine/core';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';

interface Props {
  diversity: Diversity;
  /** Ideas that were written. */
  ideas: number;
}

/** How different the ideas of a batch are, in words. */
export function BatchDiversity({ diversity: { distinct, mean_similarity: alike, rewritten }, ideas }: Props) {
  const { diversity: texts } = useTexts().batch;
  const { language } = usePageLanguage();
  const percent = alike?.toLocaleString(language, { style: 'percent' });
  const sentences = [
    texts.distinct(distinct, ideas),
    percent !== undefined && texts.alike(percent),
    rewritten > 0 && texts.rewritten(rewritten),
  ];
  return <Text size="sm">{sentences.filter((sentence) => sentence !== false).join(' ')}</Text>;
}
