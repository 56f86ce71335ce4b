/** What a worker can be told to do with a model. */
export type WorkerCommand =
  /** Answered when it is loaded, or, with `begin`, as soon as it is being loaded. `ahead`: nobody waits for it yet. */
  | { type: 'load'; model: string; ahead: boolean; begin: boolean }
  /** Unloads it unless it has got work. */
  | { type: 'evict'; model: string; reason: string }
  /** Unloads it when its texts are finished. */
  | { type: 'unload'; model: string };

/** Carries commands to workers and their answers back. */
export abstract class WorkerCommands {
  /**
   * Resolves when the worker has done it, which it does once: it is told again and again until it answers.
   * @param signal aborts when nobody waits for the answer any more: then it may stay away
   * @throws MuseError what the worker failed with
   */
  abstract send(worker: string, command: WorkerCommand, signal: AbortSignal): Promise<void>;

  /** Has the commands for a worker done; those that come twice are done once. Resolves when they are heard. */
  abstract serve(worker: string, carryOut: (command: WorkerCommand) => Promise<void>): Promise<void>;
}
