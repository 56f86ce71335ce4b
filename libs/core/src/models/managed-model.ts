import { defer, from, type Observable, switchMap, throwError } from 'rxjs';
import { type ErrorCode, MuseError } from '../errors/muse-error.js';
import type { CatalogEntry } from './catalog-entry.js';
import { CoolDown } from './cool-down.js';
import type { ModelRunner, RunnerLauncher } from './model-runner.js';
import { RestartPolicy } from './restart-policy.js';
import type { TextEvent, TextRequest } from './text-generation.js';
import { TextQueue } from './text-queue.js';

export type ModelStatus = 'not_loaded' | 'loading' | 'loaded' | 'unloading' | 'error';

/** What may run and wait at one model at the same time. */
export interface ModelCapacity {
  running: number;
  waiting: number;
}

/** Says what happens to a model, for the log. */
export type ModelObserver = (key: string, event: string, error?: unknown) => void;

/** Failures of a load that say nothing about the model: trying again costs nothing, and may help. */
const passing: readonly ErrorCode[] = ['model_not_downloaded', 'shutting_down'];

export interface ManagedModelOptions {
  capacity: ModelCapacity;
  observe: ModelObserver;
  /** Runs before every load; where it throws, the model is not loaded. */
  admit?: () => Promise<void>;
  /** Hears when the model has been loaded. */
  onLoaded?: () => void;
  /** Hears when its status may have changed. */
  onChanged?: () => void;
  /** Seconds of a clock that never goes back. */
  now?: () => number;
}

/**
 * One model of the catalog: loads it once however many ask, bounds its queue, starts it again when it dies, and leaves it in
 * peace for a while when it could not be loaded.
 */
export class ManagedModel {
  private runner?: ModelRunner;
  private loading?: Promise<ModelRunner>;
  private unloading?: Promise<void>;
  private failure?: MuseError;
  private secondsToLoad = 0;
  private readonly texts = new TextQueue();
  private readonly restarts = new RestartPolicy();
  private readonly coolDown = new CoolDown();
  private readonly stopped = new AbortController();
  private readonly now: () => number;

  constructor(
    readonly entry: CatalogEntry,
    private readonly launcher: RunnerLauncher,
    private readonly options: ManagedModelOptions,
  ) {
    this.now = options.now ?? (() => performance.now() / 1000);
  }

  get status(): ModelStatus {
    if (this.unloading !== undefined) return 'unloading';
    if (this.loading !== undefined) return 'loading';
    if (this.runner !== undefined) return 'loaded';
    return this.failure === undefined ? 'not_loaded' : 'error';
  }

  /** Why it could not be loaded, or died; undefined unless its status is `error`. */
  get error(): MuseError | undefined {
    return this.status === 'error' ? this.failure : undefined;
  }

  /** Texts that run or wait now. */
  get load(): number {
    return this.texts.size;
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

  /** Loads the model unless it is there, whatever failed before; everyone who asks meanwhile waits for the same load. */
  ensureLoaded(): Promise<ModelRunner> {
    if (this.unloading !== undefined) return this.unloading.then(() => this.ensureLoaded());
    if (this.runner !== undefined) return Promise.resolve(this.runner);
    if (this.loading === undefined) {
      this.loading = this.launch().finally(() => {
        this.loading = undefined;
        this.changed();
      });
      this.changed();
    }
    return this.loading;
  }

  /**
   * Why no further text of a client is taken now; undefined where one is. When all places are taken, a client that has none of
   * them may still take one more, up to as many again: so nobody who fills the queue keeps the others out.
   */
  refusal(client = ''): MuseError | undefined {
    return this.cooling() ?? this.fullness(client);
  }

  /** Why no request has it loaded now: it could not be loaded a moment ago. Undefined where one may. */
  cooling(): MuseError | undefined {
    const left = Math.ceil(this.coolDown.left(this.now()));
    const { error } = this;
    if (error === undefined || left === 0) return undefined;
    return new MuseError(error.code, `${error.detail} It is tried again in ${left} s.`, { retryAfter: left });
  }

  /**
   * Cold. Loads the model where needed; the reader sees `queued` while it waits for that or for its turn.
   * @param client whose text it is: clients take turns
   */
  generate(request: TextRequest, client = ''): Observable<TextEvent> {
    return defer(() => {
      const refusal = this.refusal(client);
      if (refusal !== undefined) return throwError(() => refusal);
      const text = this.texts.write(request, client);
      if (this.status === 'loaded') return text;
      // Nobody is told to wait for what is not on this machine.
      if (!this.launcher.isInstalled(this.entry)) return from(this.ensureLoaded()).pipe(switchMap(() => text));
      this.loadForTexts();
      return text;
    });
  }

  /** Ends the runner when the texts that are here are finished; whoever comes meanwhile waits, and has it loaded again. */
  async unload(): Promise<void> {
    if (this.loading !== undefined) await this.loading.catch(() => undefined);
    const { runner } = this;
    if (runner === undefined) return;
    if (this.unloading === undefined) {
      this.unloading = this.texts
        .drain()
        .then(() => runner.stop())
        .finally(() => this.onUnloaded());
      this.changed();
    }
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

  private fullness(client: string): MuseError | undefined {
    const { running, waiting } = this.options.capacity;
    const places = running + waiting;
    const isNew = this.texts.waitingOf(client) === 0;
    if (this.load < (isNew ? places + waiting : places)) return undefined;
    const { writing } = this.texts;
    const detail = `The model ${this.entry.key} already has ${writing} requests running and ${this.load - writing} waiting.`;
    return new MuseError('queue_full', detail, { retryAfter: Math.max(1, Math.ceil(waiting / running)) });
  }

  /** Loads the model for those who wait; where that fails, they hear why. */
  private loadForTexts(): void {
    this.ensureLoaded().catch((error: unknown) => this.texts.fail(MuseError.from(error)));
  }

  private onUnloaded(): void {
    this.unloading = undefined;
    this.changed();
    // Its runner may have died before all were written.
    if (this.load > 0) this.loadForTexts();
  }

  private async launch(): Promise<ModelRunner> {
    if (this.stopped.signal.aborted) throw shuttingDown();
    const startedAt = this.now();
    const { admit, onLoaded } = this.options;
    this.observe('loading');
    try {
      if (admit !== undefined) await admit();
      const runner = await this.start();
      this.runner = runner;
      this.failure = undefined;
      this.texts.serveBy(runner);
      void runner.exited.then(() => this.onExit(runner));
      this.secondsToLoad = this.now() - startedAt;
      this.observe(`loaded in ${this.secondsToLoad.toFixed(2)} s`);
      onLoaded?.();
      return runner;
    } catch (error) {
      this.failure = MuseError.from(error);
      this.observe('could not be loaded', error);
      throw this.failure;
    }
  }

  private async start(): Promise<ModelRunner> {
    try {
      const runner = await this.launcher.launch(this.entry, this.stopped.signal);
      this.coolDown.succeeded();
      return runner;
    } catch (error) {
      if (!passing.includes(MuseError.from(error).code)) this.coolDown.failed(this.now());
      throw error;
    }
  }

  private onExit(runner: ModelRunner): void {
    if (this.runner !== runner) return;
    this.runner = undefined;
    if (this.unloading !== undefined) return;
    if (this.stopped.signal.aborted) return this.texts.fail(shuttingDown());
    this.failure = new MuseError('runner_died', `The process of the model ${this.entry.key} ended unexpectedly.`);
    const again = this.restarts.allows(this.now());
    this.observe(again ? 'died and is started again' : 'died too often; the next request starts it');
    if (again) this.loadForTexts();
    else this.texts.fail(this.failure);
    this.changed();
  }

  private changed(): void {
    this.options.onChanged?.();
  }

  private observe(event: string, error?: unknown): void {
    this.options.observe(this.entry.key, event, error);
  }
}

function shuttingDown(): MuseError {
  return new MuseError('shutting_down', 'The service is shutting down.');
}
