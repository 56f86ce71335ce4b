import { Logger } from '@nestjs/common';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import type { Catalog } from '@muse/core/models/catalog.js';
import type { ModelObserver } from '@muse/core/models/managed-model.js';
import type { ModelFindings } from '@muse/core/models/model-findings.js';
import type { RunnerPlan } from '@muse/core/models/runner-plan.js';
import type { PlanOf } from '../plan-from.js';

/** What the objects of libs/core are made from. */
export interface Parts {
  config: MuseConfig;
  catalog: Catalog;
  planOf: PlanOf;
  findings: ModelFindings;
}

/** Texts that all runners of a model write together. */
export function runningIn({ runners, maxBatchSize }: RunnerPlan): number {
  return runners * maxBatchSize;
}

/** The same by key; a model that there is not fails with each of its texts. */
export function textsTogether({ catalog, planOf }: Parts): (model: string) => number {
  return (model) => (catalog.has(model) ? runningIn(planOf(catalog.get(model))) : 1);
}

/** Says in the log what happens, to a model or a batch. */
export function observer(name: string): ModelObserver {
  const logger = new Logger(name);
  return (key, event, error) =>
    error === undefined
      ? logger.log(`${key} ${event}`)
      : logger.warn(`${key} ${event}: ${error instanceof Error ? error.message : 'unknown cause'}`);
}
