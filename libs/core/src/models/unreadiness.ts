import type { ModelStatus } from './managed-model.js';

/** What readiness depends on. */
export interface Vitals {
  /** Catalog key of the model that answers requests which name none. */
  current: string;
  status: ModelStatus;
  /** Of each model that was ever asked for: seconds since it last ended a step while it has work, else 0. */
  silences: ReadonlyMap<string, number>;
}

/**
 * Why the service cannot answer now; undefined where it can: the current model is loaded, and every model that has work
 * has ended a step within `patience` seconds.
 */
export function unreadinessOf({ current, status, silences }: Vitals, patience: number): string | undefined {
  if (status !== 'loaded') return `The model ${current} cannot answer now: its status is ${status}.`;
  const stuck = [...silences].filter(([, silence]) => silence >= patience);
  if (stuck.length === 0) return undefined;
  const reasons = stuck.map(([key, silence]) => `${key} has ended no step for ${silence.toFixed(1)} s`);
  return `A model has work and makes no progress: ${reasons.join(', ')}.`;
}
