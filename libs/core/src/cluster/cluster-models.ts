import { mergeMap, type Observable } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { Catalog } from '../models/catalog.js';
import type { CatalogEntry } from '../models/catalog-entry.js';
import type { ModelStatus } from '../models/managed-model.js';
import { Models, type ModelState } from '../models/models.js';
import { unreadinessOf } from '../models/unreadiness.js';
import type { ClusterNotes } from './cluster-notes.js';
import { type ClusterView, unreadable } from './cluster-view.js';
import type { ClusterLoads } from './cluster-loads.js';
import type { Orders } from './orders.js';
import { nowhere } from './why-nowhere.js';
import { isHeld, isInstance, type ModelReport, reportsOf } from './worker-report.js';

export interface ClusterModelsOptions {
  defaultModel: string;
  /** Seconds after which what is known of the cluster is too old to be called known. */
  patience: number;
}

/** What one instance decides for all: a model is loaded as soon as one worker has it. */
const byWeight: readonly ModelStatus[] = ['loaded', 'loading', 'unloading', 'error', 'not_loaded'];

/** The models as the workers of a cluster report them; what is asked of a model is told to its workers. */
export class ClusterModels extends Models {
  private stopping = false;

  constructor(
    private readonly catalog: Catalog,
    private readonly view: ClusterView,
    private readonly notes: ClusterNotes,
    private readonly loads: ClusterLoads,
    private readonly orders: Orders,
    private readonly options: ClusterModelsOptions,
  ) {
    super();
  }

  override get currentModel(): string {
    const { current } = this.view.notes;
    return current !== undefined && this.catalog.has(current) ? current : this.options.defaultModel;
  }

  override get left(): Observable<string> {
    // A place may be free without a sign of it in the reports: one job came for one that went, or one went that had only waited.
    return this.view.looks.pipe(mergeMap(() => this.catalog.keys));
  }

  override entry(key: string): CatalogEntry {
    return this.catalog.get(key);
  }

  override list(): ModelState[] {
    return this.catalog.all().map(({ key }) => this.state(key));
  }

  override state(key: string): ModelState {
    const entry = this.catalog.get(key);
    const installed = this.reportsOf(key).filter((model) => model.installed);
    const told = installed.find(isHeld) ?? installed.at(0);
    return {
      entry,
      available: installed.length > 0,
      dtype: told?.dtype ?? entry.dtype,
      status: this.statusOf(key),
      error: this.errorOf(key),
      current: key === this.currentModel,
    };
  }

  override loadedKeys(): string[] {
    return this.catalog.keys.filter((key) => this.reportsOf(key).some(isHeld));
  }

  override memoryOf(key: string): number {
    return this.reportsOf(key).reduce((sum, { memory }) => sum + memory, 0);
  }

  override togetherOf(key: string): number {
    return this.reportsOf(key).reduce((sum, model) => sum + (isInstance(model) ? model.together : 0), 0);
  }

  override statusOf(key: string): ModelStatus {
    const statuses = this.reportsOf(key).map(({ status }) => status);
    return byWeight.find((status) => statuses.includes(status)) ?? 'not_loaded';
  }

  override silenceOf(key: string): number {
    return Math.max(0, ...this.reportsOf(key).map(({ silence }) => silence));
  }

  override unreadiness(patience: number): string | undefined {
    if (this.stopping) return 'The service is shutting down.';
    if (this.view.age > this.options.patience) return 'The cluster cannot be read: its Redis does not answer.';
    if (this.view.workers.length === 0) return 'There is no worker.';
    const current = this.currentModel;
    const silences = new Map(this.catalog.keys.map((key) => [key, this.silenceOf(key)]));
    return unreadinessOf({ current, status: this.statusOf(current), silences }, patience);
  }

  override refusal(key: string): MuseError | undefined {
    const { workers } = this.view;
    this.catalog.get(key);
    if (this.view.age > this.options.patience) return unreadable();
    const reports = this.reportsOf(key);
    if (reports.some(isHeld)) return undefined;
    const open = reportsOf(key, workers).some(
      ({ worker, model }) => model.installed && !model.resting && model.neededGb <= worker.limitGb,
    );
    return open ? undefined : nowhere(key, workers);
  }

  override async ensureLoaded(key: string): Promise<void> {
    this.catalog.get(key);
    await this.loads.load(key);
  }

  override async switchTo(key: string): Promise<void> {
    await this.ensureLoaded(key);
    await this.notes.setCurrent(key);
    await this.view.refresh();
  }

  override async deactivate(): Promise<string> {
    const key = this.currentModel;
    await this.notes.setCurrent(undefined);
    await this.unload(key);
    return key;
  }

  override async unload(key: string): Promise<void> {
    this.catalog.get(key);
    await this.view.refresh();
    const holders = reportsOf(key, this.view.workers).filter(({ model }) => isHeld(model));
    await Promise.all(holders.map(({ worker }) => this.orders.give(worker.id, { type: 'unload', model: key })));
  }

  override stop(): Promise<void> {
    this.stopping = true;
    this.view.stop();
    return Promise.resolve();
  }

  private reportsOf(key: string): ModelReport[] {
    return reportsOf(key, this.view.workers).map(({ model }) => model);
  }

  private errorOf(key: string): MuseError | undefined {
    if (this.statusOf(key) !== 'error') return undefined;
    const error = this.reportsOf(key).find((model) => model.error !== undefined)?.error;
    return error && new MuseError(error.code, error.detail);
  }
}
