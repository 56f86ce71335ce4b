/** How candidates come to be one idea. */
export const ensembleStrategies = ['best_of', 'round_robin', 'fusion'] as const;

export type EnsembleStrategyName = (typeof ensembleStrategies)[number];

/** A wish for several candidates, of which one becomes the idea. */
export interface Ensemble {
  strategy: EnsembleStrategyName;
  /** Catalog keys of the models that write; none: the model of the request. */
  models: readonly string[];
  /** Candidates: of every model with `best_of`, else in all. */
  candidates: number;
}
