import type { Observable } from 'rxjs';
import type { MuseError } from '../errors/muse-error.js';
import type { CatalogEntry, DtypeWish } from './catalog-entry.js';
import type { ModelStatus } from './managed-model.js';

/** What is known of one model now. */
export interface ModelState {
  entry: CatalogEntry;
  available: boolean;
  /** The number format in which it is run; `auto` as long as that depends on files that are not here. */
  dtype: DtypeWish;
  status: ModelStatus;
  /** Why it could not be loaded, or died; left out unless its status is `error`. */
  error?: MuseError;
  /** Whether requests that name no model go here. */
  current: boolean;
}

/** The models of the catalog, wherever they run: how they stand, and what may be asked of them. */
export abstract class Models {
  /** Catalog key of the model that answers requests which name none. */
  abstract get currentModel(): string;

  /** Emits a model's key whenever a text has left it: there may be room now. */
  abstract get left(): Observable<string>;

  /** @throws MuseError `model_not_found`. */
  abstract entry(key: string): CatalogEntry;

  /** Why nobody can answer requests of a model, known before one is made; undefined where that shows when its text begins. */
  refusal(_key: string): MuseError | undefined {
    return undefined;
  }

  abstract list(): ModelState[];

  /** @throws MuseError `model_not_found`. */
  abstract state(key: string): ModelState;

  /** The keys of the models that take memory, or soon will. */
  abstract loadedKeys(): string[];

  /** Bytes of memory that the runners of a model hold. */
  abstract memoryOf(key: string): number;

  /** Texts that all who have a model, or soon will, write together; 0 where nobody has. */
  abstract togetherOf(key: string): number;

  abstract statusOf(key: string): ModelStatus;

  /** Seconds since a model that has work last ended a step; 0 while it has none. */
  abstract silenceOf(key: string): number;

  /** Why the service cannot answer now; undefined where it can. @param patience seconds that a model with work may be silent */
  abstract unreadiness(patience: number): string | undefined;

  /**
   * Loads a model at once, also where it failed a moment ago.
   * @throws MuseError when the model is unknown, not on this machine, or cannot be loaded.
   */
  abstract ensureLoaded(key: string): Promise<void>;

  /** Loads a model and makes it the one that answers requests which name none. */
  abstract switchTo(key: string): Promise<void>;

  /** Unloads the current model when its texts are finished; the default model takes its place, and is loaded when asked. */
  abstract deactivate(): Promise<string>;

  /** Unloads a model when its texts are finished. */
  abstract unload(key: string): Promise<void>;

  /** Ends every runner of this process; nothing can be loaded afterwards. */
  abstract stop(): Promise<void>;
}
