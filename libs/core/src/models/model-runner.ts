import { NEVER, type Observable } from 'rxjs';
import type { CatalogEntry, Dtype } from './catalog-entry.js';
import type { TextEvent, TextRequest } from './text-generation.js';

/** One loaded model that writes texts. */
export abstract class ModelRunner {
  /** Settles when the model is gone: because it was stopped, or because it died. Never rejects. */
  abstract readonly exited: Promise<void>;

  /** Texts that the model can write at the same time; further ones wait. 0 when it is gone. */
  abstract readonly slots: number;

  /** Emits when `slots` has risen. */
  readonly grew: Observable<void> = NEVER;

  /** Bytes of memory that the model holds, as last heard. */
  abstract readonly memory: number;

  /** Seconds since the model last ended a step while it had work; 0 while it has none. */
  abstract readonly silence: number;

  /**
   * Cold: nothing runs before the subscription, and unsubscribing stops the text at the next step.
   * Errors are MuseErrors: `prompt_too_long`, `runner_died`, `out_of_memory`.
   */
  abstract generate(request: TextRequest): Observable<TextEvent>;

  /** Ends the model and frees its memory; running texts fail with `runner_died`. */
  abstract stop(): Promise<void>;
}

/** Brings models to life. */
export abstract class RunnerLauncher {
  /** Whether the files of the model are on this machine. */
  abstract isInstalled(entry: CatalogEntry): boolean;

  /** The number format in which the model is run; undefined as long as that depends on files that are not here. */
  abstract dtypeOf(entry: CatalogEntry): Dtype | undefined;

  /**
   * Rejects as soon as `signal` aborts.
   * @throws MuseError `model_not_downloaded`, `model_load_failed` or `out_of_memory`.
   */
  abstract launch(entry: CatalogEntry, signal: AbortSignal): Promise<ModelRunner>;
}
