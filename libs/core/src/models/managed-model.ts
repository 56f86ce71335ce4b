import {
  concat,
  defer,
  EMPTY,
  filter,
  finalize,
  firstValueFrom,
  from,
  type Observable,
  of,
  startWith,
  Subject,
  switchMap,
  throwError,
} from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { CatalogEntry } from './catalog-entry.js';
import type { ModelRunner, RunnerLauncher } from './model-runner.js';
import { RestartPolicy } from './restart-policy.js';
import type { TextEvent, TextRequest } from './text-generation.js';

export type ModelStatus = 'not_loaded' | 'loading' | 'loaded' | 'unloading' | 'error';

/** What may run and wait at one model at the same time. */
export interface ModelCapacity {
  running: number;
  waiting: number;
}

/** Says what happens to a model, for the log. */
export type ModelObserver = (key: string, event: string, error?: unknown) => void;

/** One model of the catalog: loads it once however many ask, bounds its queue, and starts it again when it dies. */
export class ManagedModel {
  private runner?: ModelRunner;
  private loading?: Promise<ModelRunner>;
  private unloading?: Promise<void>;
  private failure?: MuseError;
  private secondsToLoad = 0;
  private busy = 0;
  /** Texts that the runner has now; an unload waits for them, but not for those that wait for the load after it. */
  private writing = 0;
  private readonly left = new Subject<void>();
  private readonly restarts = new RestartPolicy();
  private readonly stopped = new AbortController();

  constructor(
    readonly entry: CatalogEntry,
    private readonly launcher: RunnerLauncher,
    private readonly capacity: ModelCapacity,
    private readonly observe: ModelObserver,
    /** Runs before every load; where it throws, the model is not loaded. */
    private readonly admit?: () => Promise<void>,
  ) {}

  get status(): ModelStatus {
    if (this.unloading !== undefined) return 'unloading';
    if (this.loading !== undefined) return 'loading';
    if (this.runner !== undefined) return 'loaded';
    return this.failure === undefined ? 'not_loaded' : 'error';
  }

  /** Texts that run or wait now. */
  get load(): number {
    return this.busy;
  }

  /** Seconds that the last load took; 0 where there was none. */
  get loadSeconds(): number {
    return this.secondsToLoad;
  }

  /** Bytes of memory that its runners hold; 0 while it is not loaded. */
  get memory(): number {
    return this.runner?.memory ?? 0;
  }

  /** Seconds without the end of a step while there is work. */
  get silence(): number {
    return this.runner?.silence ?? 0;
  }

  /** Loads the model unless it is there; everyone who asks meanwhile waits for the same load. */
  ensureLoaded(): Promise<ModelRunner> {
    if (this.unloading !== undefined) return this.unloading.then(() => this.ensureLoaded());
    if (this.runner !== undefined) return Promise.resolve(this.runner);
    this.loading ??= this.launch().finally(() => (this.loading = undefined));
    return this.loading;
  }

  /** Why no further text is taken now; undefined where one is. */
  refusal(): MuseError | undefined {
    const { running, waiting } = this.capacity;
    if (this.busy < running + waiting) return undefined;
    const detail = `The model ${this.entry.key} already has ${running} requests running and ${waiting} waiting.`;
    return new MuseError('queue_full', detail, { retryAfter: Math.max(1, Math.ceil(waiting / running)) });
  }

  /** Cold. Loads the model where needed; the reader sees `queued` while that lasts. */
  generate(request: TextRequest): Observable<TextEvent> {
    return defer(() => {
      const refusal = this.refusal();
      if (refusal !== undefined) return throwError(() => refusal);
      this.busy += 1;
      const runner = this.unloading === undefined ? this.runner : undefined;
      if (runner !== undefined) return this.write(runner, request).pipe(finalize(() => this.leave()));
      const waiting = this.launcher.isInstalled(this.entry) ? of<TextEvent>({ type: 'queued', position: this.busy }) : EMPTY;
      const loaded = defer(() => from(this.ensureLoaded())).pipe(switchMap((model) => this.write(model, request)));
      return concat(waiting, loaded).pipe(finalize(() => this.leave()));
    });
  }

  /** Ends the runner when the texts that it writes are finished; whoever comes meanwhile waits, and has it loaded again. */
  async unload(): Promise<void> {
    if (this.loading !== undefined) await this.loading.catch(() => undefined);
    const { runner } = this;
    if (runner === undefined) return;
    this.unloading ??= this.idle()
      .then(() => runner.stop())
      .finally(() => (this.unloading = undefined));
    await this.unloading;
  }

  /** Ends the runner, or its loading, at once and for good; texts that still run fail. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.loading?.catch(() => undefined);
    const { runner } = this;
    if (runner === undefined) return;
    await runner.stop();
  }

  private write(runner: ModelRunner, request: TextRequest): Observable<TextEvent> {
    return defer(() => {
      this.writing += 1;
      return runner.generate(request).pipe(
        finalize(() => {
          this.writing -= 1;
          this.left.next();
        }),
      );
    });
  }

  private async idle(): Promise<void> {
    await firstValueFrom(
      this.left.pipe(
        startWith(undefined),
        filter(() => this.writing === 0),
      ),
    );
  }

  private leave(): void {
    this.busy -= 1;
  }

  private async launch(): Promise<ModelRunner> {
    if (this.stopped.signal.aborted) throw new MuseError('shutting_down', 'The service is shutting down.');
    const startedAt = performance.now();
    this.observe(this.entry.key, 'loading');
    try {
      if (this.admit !== undefined) await this.admit();
      const runner = await this.launcher.launch(this.entry, this.stopped.signal);
      this.runner = runner;
      this.failure = undefined;
      void runner.exited.then(() => this.onExit(runner));
      this.secondsToLoad = (performance.now() - startedAt) / 1000;
      this.observe(this.entry.key, `loaded in ${this.secondsToLoad.toFixed(2)} s`);
      return runner;
    } catch (error) {
      this.failure = MuseError.from(error);
      this.observe(this.entry.key, 'could not be loaded', error);
      throw this.failure;
    }
  }

  private onExit(runner: ModelRunner): void {
    if (this.runner !== runner) return;
    this.runner = undefined;
    if (this.stopped.signal.aborted || this.unloading !== undefined) return;
    this.failure = new MuseError('runner_died', `The process of the model ${this.entry.key} ended unexpectedly.`);
    const again = this.restarts.allows(performance.now() / 1000);
    this.observe(this.entry.key, again ? 'died and is started again' : 'died too often; the next request starts it');
    if (again) void this.ensureLoaded().catch(() => undefined);
  }
}
