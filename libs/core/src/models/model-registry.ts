import { concatMap, defer, finalize, from, map, type Observable, of, Subject, tap } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { Catalog } from './catalog.js';
import { observeText } from '../statistics/observe-text.js';
import type { TextNews, TextObserver } from '../statistics/text-observer.js';
import type { CatalogEntry } from './catalog-entry.js';
import { ManagedModel, type ModelCapacity, type ModelObserver, type ModelStatus } from './managed-model.js';
import type { RunnerLauncher } from './model-runner.js';
import type { TextEvent, TextRequest } from './text-generation.js';
import { Models, type ModelState } from './models.js';
import { unreadinessOf } from './unreadiness.js';

/** Decides whether a model may be loaded: there may be no room. */
export interface Admission {
  /** Why a model can never be loaded here; undefined where it can. */
  impossible(model: string): MuseError | undefined;
  /** Makes room before a load, whoever asks for it; where it throws, the model is not loaded. */
  admit(model: string): Promise<void>;
}

/** Hears of every text: the one place where use is counted. */
export interface UseRecorder {
  /** A request found its model loaded, or has to wait until it is. */
  found(model: string, warm: boolean, loadSeconds: number): void;
  /** A text was written in `seconds`; the reader hears of its end when this has resolved. One that was given is no use. */
  used(model: string, seconds: number): Promise<void>;
}

export interface RegistryOptions {
  defaultModel: string;
  capacityOf: (entry: CatalogEntry) => ModelCapacity;
  observe: ModelObserver;
  recorder?: UseRecorder;
  /** Hears what becomes of every text, for statistics and metrics. */
  observeTexts?: TextObserver;
  /** Seconds of a clock that never goes back. */
  now?: () => number;
}

/** The models of the catalog and their runners: every text that is written passes here. */
export class ModelRegistry extends Models {
  private readonly models = new Map<string, ManagedModel>();
  private readonly leaving = new Subject<string>();
  private readonly loading = new Subject<string>();
  private readonly changing = new Subject<string>();
  private current: string;
  private stopping = false;
  private admission?: Admission;

  constructor(
    private readonly catalog: Catalog,
    private readonly launcher: RunnerLauncher,
    private readonly options: RegistryOptions,
  ) {
    super();
    this.current = options.defaultModel;
  }

  override get currentModel(): string {
    return this.current;
  }

  /** Texts that run or wait now, at all models. */
  get load(): number {
    return [...this.models.values()].reduce((sum, model) => sum + model.load, 0);
  }

  /** Sets who decides whether a model may be loaded. */
  admitBy(admission: Admission): void {
    this.admission = admission;
  }

  override get left(): Observable<string> {
    return this.leaving;
  }

  /** Emits a model's key whenever it has been loaded. */
  get loaded(): Observable<string> {
    return this.loading;
  }

  /** Emits a model's key whenever its status may have changed. */
  get changed(): Observable<string> {
    return this.changing;
  }

  override entry(key: string): CatalogEntry {
    return this.catalog.get(key);
  }

  isInstalled(key: string): boolean {
    return this.launcher.isInstalled(this.catalog.get(key));
  }

  override list(): ModelState[] {
    return this.catalog.all().map((entry) => this.state(entry.key));
  }

  override state(key: string): ModelState {
    const entry = this.catalog.get(key);
    return {
      entry,
      available: this.launcher.isInstalled(entry),
      dtype: this.launcher.dtypeOf(entry) ?? entry.dtype,
      status: this.statusOf(key),
      error: this.models.get(key)?.error,
      current: key === this.current,
    };
  }

  override loadedKeys(): string[] {
    return [...this.models.values()]
      .filter(({ status }) => status === 'loaded' || status === 'loading' || status === 'unloading')
      .map(({ entry }) => entry.key);
  }

  /** Texts that run or wait at a model. */
  loadOf(key: string): number {
    return this.models.get(key)?.load ?? 0;
  }

  override memoryOf(key: string): number {
    return this.models.get(key)?.memory ?? 0;
  }

  override togetherOf(key: string): number {
    const status = this.statusOf(key);
    const isThere = status === 'loaded' || status === 'loading';
    return isThere ? this.options.capacityOf(this.catalog.get(key)).running : 0;
  }

  override statusOf(key: string): ModelStatus {
    return this.models.get(key)?.status ?? 'not_loaded';
  }

  /** Why no request may have a model loaded now, as it failed a moment ago; undefined where one may. */
  coolingOf(key: string): MuseError | undefined {
    return this.models.get(key)?.cooling();
  }

  override silenceOf(key: string): number {
    return this.models.get(key)?.silence ?? 0;
  }

  override unreadiness(patience: number): string | undefined {
    if (this.stopping) return 'The service is shutting down.';
    const silences = new Map([...this.models].map(([key, { silence }]) => [key, silence]));
    return unreadinessOf({ current: this.current, status: this.statusOf(this.current), silences }, patience);
  }

  override async ensureLoaded(key: string): Promise<void> {
    await this.model(key).ensureLoaded();
  }

  override async switchTo(key: string): Promise<void> {
    await this.ensureLoaded(key);
    this.makeCurrent(key);
  }

  /** Requests that name no model go to this one from now on. */
  makeCurrent(key: string): void {
    this.current = this.catalog.get(key).key;
  }

  override async deactivate(): Promise<string> {
    const key = this.current;
    this.current = this.options.defaultModel;
    await this.models.get(key)?.unload();
    return key;
  }

  override async unload(key: string): Promise<void> {
    this.catalog.get(key);
    await this.models.get(key)?.unload();
  }

  /**
   * Cold: loads the model where needed and writes; unsubscribing stops the text at the next step.
   * @param client whose text it is: clients take turns
   * @param hasWaited whether it waited for a load before it came here, and counts as a cold start although the model is there now
   */
  generate(key: string, request: TextRequest, client = '', hasWaited = false): Observable<TextEvent> {
    return defer(() => {
      const model = this.model(key);
      const tell = (news: TextNews): void => this.options.observeTexts?.(key, news);
      const refusal = model.refusal(client) ?? this.absence(model);
      if (refusal !== undefined) {
        tell({ type: 'refused', code: refusal.code });
        throw refusal;
      }
      const isGiven = request.given !== undefined;
      const warm = model.status === 'loaded' && !hasWaited;
      let startedAt = performance.now();
      this.options.recorder?.found(key, warm, model.loadSeconds);
      return model.generate(request, client).pipe(
        observeText(tell, { warm, isGiven }),
        tap((event) => {
          if (event.type === 'started') startedAt = performance.now();
        }),
        concatMap((event) =>
          event.type === 'finished' && !isGiven ? from(this.recordUse(key, startedAt)).pipe(map(() => event)) : of(event),
        ),
        finalize(() => this.leaving.next(key)),
      );
    });
  }

  override async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all([...this.models.values()].map((model) => model.stop()));
  }

  /** Nobody has to wait for a model that cannot come. */
  private absence({ status, entry }: ManagedModel): MuseError | undefined {
    if (status === 'loaded') return undefined;
    if (this.launcher.isInstalled(entry)) return this.admission?.impossible(entry.key);
    return new MuseError('model_not_downloaded', `The files of the model ${entry.key} are not on this machine.`);
  }

  private async recordUse(key: string, startedAt: number): Promise<void> {
    await this.options.recorder?.used(key, (performance.now() - startedAt) / 1000);
  }

  private model(key: string): ManagedModel {
    if (this.stopping) throw new MuseError('shutting_down', 'The service is shutting down.');
    const entry = this.catalog.get(key);
    let model = this.models.get(key);
    if (model === undefined) {
      model = new ManagedModel(entry, this.launcher, {
        capacity: this.options.capacityOf(entry),
        observe: this.options.observe,
        admit: async () => this.admission?.admit(key),
        onLoaded: () => this.loading.next(key),
        onChanged: () => this.changing.next(key),
        now: this.options.now,
      });
      this.models.set(key, model);
    }
    return model;
  }
}
