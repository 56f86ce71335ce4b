import { defer, type Observable } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { Catalog } from './catalog.js';
import type { CatalogEntry } from './catalog-entry.js';
import { ManagedModel, type ModelCapacity, type ModelObserver, type ModelStatus } from './managed-model.js';
import type { RunnerLauncher } from './model-runner.js';
import type { TextEvent, TextRequest } from './text-generation.js';

/** What is known of one model now. */
export interface ModelState {
  entry: CatalogEntry;
  available: boolean;
  status: ModelStatus;
  /** Whether requests that name no model go here. */
  current: boolean;
}

export interface RegistryOptions {
  defaultModel: string;
  capacity: ModelCapacity;
  observe: ModelObserver;
}

/** The models of the catalog and their runners: every text that is written passes here. */
export class ModelRegistry {
  private readonly models = new Map<string, ManagedModel>();
  private stopping = false;

  constructor(
    private readonly catalog: Catalog,
    private readonly launcher: RunnerLauncher,
    private readonly options: RegistryOptions,
  ) {}

  /** Catalog key of the model that answers requests which name none. */
  get currentModel(): string {
    return this.options.defaultModel;
  }

  /** @throws MuseError `model_not_found`. */
  entry(key: string): CatalogEntry {
    return this.catalog.get(key);
  }

  list(): ModelState[] {
    return this.catalog.all().map((entry) => ({
      entry,
      available: this.launcher.isInstalled(entry),
      status: this.models.get(entry.key)?.status ?? 'not_loaded',
      current: entry.key === this.currentModel,
    }));
  }

  /** Whether the current model is loaded, and gives signs of life within `patience` seconds while it works. */
  isReady(patience: number): boolean {
    const model = this.models.get(this.currentModel);
    return !this.stopping && model?.status === 'loaded' && model.silence < patience;
  }

  /** @throws MuseError when the model is unknown, not on this machine, or cannot be loaded. */
  async ensureLoaded(key: string): Promise<void> {
    await this.model(key).ensureLoaded();
  }

  /** Cold: loads the model where needed and writes; unsubscribing stops the text at the next step. */
  generate(key: string, request: TextRequest): Observable<TextEvent> {
    return defer(() => this.model(key).generate(request));
  }

  /** Ends every runner; nothing can be loaded afterwards. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.models.values()].map((model) => model.stop()));
  }

  private model(key: string): ManagedModel {
    if (this.stopping) throw new MuseError('shutting_down', 'The service is shutting down.');
    const entry = this.catalog.get(key);
    let model = this.models.get(key);
    if (model === undefined) {
      model = new ManagedModel(entry, this.launcher, this.options.capacity, this.options.observe);
      this.models.set(key, model);
    }
    return model;
  }
}
