import type { Measurements } from '../measurements.js';
import type { BenchOptions } from '../options.js';
import type { Places } from '../servers.js';

export const scenarioNames = ['load', 'cores', 'hang-up', 'prefix', 'repeat', 'company'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface Bench {
  places: Places;
  options: BenchOptions;
  measurements: Measurements;
}

/** Something that is measured side by side; starts its servers itself and stops them. */
export type Scenario = (bench: Bench) => Promise<void>;

/** Tokens of a prompt and of its answer, where a scenario does not say otherwise. */
export const promptTokens = 128;
export const newTokens = 64;
