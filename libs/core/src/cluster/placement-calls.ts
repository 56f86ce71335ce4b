/** Where the processes of a cluster ask for the placement: one of the workers runs it, and never two at a time. */
export abstract class PlacementCalls {
  /** Asks for it now. Many calls at the same time are one. @param ahead whether the most wanted models are loaded as well */
  abstract call(ahead: boolean): Promise<void>;
}

/** How many jobs wait for each model that no worker has taken yet. */
export abstract class WaitingJobs {
  /** @param models of these; those without a job may be missing */
  abstract count(models: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
