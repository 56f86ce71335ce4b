import type { Measurements } from '../../engine/measurements.js';
import type { Places } from '../bench-cluster.js';

export const scenarioNames = ['load', 'commands', 'cancel', 'recovery', 'cached'] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface ScaleBench {
  places: Places;
  rounds: number;
  measurements: Measurements;
}

/** Something that is measured side by side; starts its processes itself and stops them. */
export type Scenario = (bench: ScaleBench) => Promise<void>;
