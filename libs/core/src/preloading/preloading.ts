export type PreloadPriority = 'high' | 'balanced' | 'low';

/** What became of one model that somebody asked to preload. */
export interface PreloadResult {
  model: string;
  status: 'loaded' | 'already_loaded' | 'queued' | 'failed';
  error?: string;
}

/** Loads models before they are asked for: by their use, and when somebody says so. */
export abstract class Preloading {
  /** The models that shall be kept loaded, the most wanted first. */
  abstract recommended(now?: Date): Promise<string[]>;

  /** Place of a model among those that wait to be preloaded, 1 for the next; undefined where it does not wait. */
  abstract placeOf(model: string): number | undefined;

  /** Ranks the models anew and does what the plan says; does nothing while the last time is not over. */
  abstract run(now?: Date): Promise<void>;

  /** Loads models because somebody asks for it. One that cannot be loaded fails alone. */
  abstract preload(models: readonly string[], priority: PreloadPriority): Promise<PreloadResult[]>;
}
