import type { Model, UsageStats } from '@creative-muse/client';
import { Title } from '@mantine/core';
import { useTexts } from '../../texts/texts-context.js';
import { lastDecision } from './last-decision.js';
import { ModelRow } from './model-row.js';
import classes from './models-page.module.css';

interface Props {
  name: 'loaded' | 'available' | 'elsewhere';
  models: readonly Model[];
  usage?: UsageStats;
  /** Something was done with one of them. */
  onDone: () => void;
}

/** Models that can answer equally soon. */
export function ModelGroup({ name, models, usage, onDone }: Props) {
  const { parts } = useTexts();
  if (models.length === 0) return null;
  const heading = `models-${name}`;
  return (
    <section aria-labelledby={heading}>
      <Title order={2} id={heading} className={classes.heading}>
        {parts.modelGroups[name]}
      </Title>
      <ul className={classes.list}>
        {models.map((model) => (
          <ModelRow
            key={model.key}
            model={model}
            onDone={onDone}
            used={usage?.usage_stats[model.key]}
            decision={usage && lastDecision(usage.preload_report.decisions, model.key)}
          />
        ))}
      </ul>
    </section>
  );
}
