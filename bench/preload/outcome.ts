/** What a policy did for the requests of a trace. */
export interface Outcome {
  /** Share of the requests that found their model loaded. */
  hits: number;
  /** Seconds that a request waited for its model, on average over all requests. */
  coldSeconds: number;
}

/** From the seconds that each request waited. */
export function outcomeOf(waits: readonly number[]): Outcome {
  return {
    hits: waits.filter((wait) => wait === 0).length / waits.length,
    coldSeconds: waits.reduce((sum, wait) => sum + wait, 0) / waits.length,
  };
}

export function meanOutcome(outcomes: readonly Outcome[]): Outcome {
  const mean = (pick: (outcome: Outcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + pick(outcome), 0) / outcomes.length;
  return { hits: mean(({ hits }) => hits), coldSeconds: mean(({ coldSeconds }) => coldSeconds) };
}
