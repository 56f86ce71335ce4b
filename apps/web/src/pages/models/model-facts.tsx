import type { Model, UsageStats } from '@creative-muse/client';
import { Text } from '@mantine/core';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import { formatBytes } from './format-bytes.js';

interface Props {
  model: Model;
  used?: UsageStats['usage_stats'][string];
}

/** Size, languages, context and use of a model, in one quiet line. */
export function ModelFacts({ model, used }: Props) {
  const { models: texts } = useTexts();
  const { language } = usePageLanguage();
  const score = used?.priority_score.toLocaleString(language, { maximumFractionDigits: 1 });
  const facts = [
    formatBytes(model.size_gb * 1e9, language),
    model.languages.map((code) => code.toUpperCase()).join(' '),
    texts.context(model.context_length.toLocaleString(language)),
    model.dtype,
    ...(model.requires_token ? [texts.wantsToken] : []),
    ...(used === undefined ? [] : [texts.used(used.usage_count), texts.score(score ?? '0')]),
  ];
  return (
    <Text size="xs" c="dimmed">
      {facts.join(' · ')}
    </Text>
  );
}
