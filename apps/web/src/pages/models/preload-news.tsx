import type { Model, UsageStats } from '@creative-muse/client';
import { Text, Title } from '@mantine/core';
import { formatMoment } from '../../parts/format.js';
import { usePageLanguage, useTexts } from '../../texts/texts-context.js';
import classes from './models-page.module.css';
import news from './preload-news.module.css';

interface Props {
  usage: UsageStats;
  models?: readonly Model[];
}

/** Decisions that are told; there may be many more. */
const shown = 8;

/** What preloading decided lately, and why. The reasons are the service's own sentences. */
export function PreloadNews({ usage, models = [] }: Props) {
  const { models: texts } = useTexts();
  const { language } = usePageLanguage();
  const { intelligent_preload_enabled: isOn, preload_report: report } = usage;
  const decisions = report.decisions.toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, shown);
  const nameOf = (key: string): string => models.find((model) => model.key === key)?.name ?? key;
  return (
    <section aria-labelledby="preload-news">
      <Title order={2} id="preload-news" className={classes.heading}>
        {texts.preloading}
      </Title>
      {!isOn && <Text size="sm">{texts.preloadingOff}</Text>}
      {isOn && decisions.length === 0 && <Text size="sm">{texts.noDecisions}</Text>}
      <ul className={news.list}>
        {decisions.map(({ at, model, action, reason }) => (
          <li key={`${at} ${model} ${action}`}>
            <Text size="xs" c="dimmed" component="time" dateTime={at}>
              {formatMoment(at, language)}
            </Text>
            <Text size="sm">
              {texts.decided[action]}: {nameOf(model)}{' '}
              <Text span c="dimmed">
                ({reason})
              </Text>
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
