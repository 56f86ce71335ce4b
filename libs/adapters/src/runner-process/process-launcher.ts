import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import { requiredFiles } from '@muse/core/models/model-files.js';
import { type ModelRunner, RunnerLauncher } from '@muse/core/models/model-runner.js';
import type { RunnerNews, RunnerObserver } from '@muse/core/models/runner-observer.js';
import type { RunnerPlan } from '@muse/core/models/runner-plan.js';
import type { FromRunner, LoadedModel, RunnerSettings, ToRunner } from '@muse/core/models/runner-messages.js';
import { filter, firstValueFrom, fromEvent, map, race, timer } from 'rxjs';
import { RunnerProcess } from './runner-process.js';

export interface ProcessLauncherOptions {
  /** The compiled main file of apps/runner. */
  program: string;
  planOf: (entry: CatalogEntry) => Pick<RunnerPlan, 'threads' | 'maxBatchSize' | 'prefillChunk'>;
  prefixCacheBytes: number;
  speculate: boolean;
  /** Seconds that loading may take. */
  loadTimeout: number;
  /** Seconds that a step may take. */
  stepTimeout: number;
  /** Hears what went wrong in a runner, for the log; clients never see it. */
  log: (text: string) => void;
  /** Hears what becomes of every process. */
  observe: RunnerObserver;
}

/** Starts one process per model. The process has its own memory and event loop, and ends with the service. */
export class ProcessLauncher extends RunnerLauncher {
  private readonly alive = new Set<ChildProcess>();

  constructor(private readonly options: ProcessLauncherOptions) {
    super();
    // A runner that hangs within a step does not notice that the service ends.
    process.on('exit', () => this.alive.forEach((child) => child.kill('SIGKILL')));
  }

  override isInstalled({ directory, dtype }: CatalogEntry): boolean {
    return requiredFiles(dtype).every((file) => existsSync(join(directory, file)));
  }

  override async launch(entry: CatalogEntry, signal: AbortSignal): Promise<ModelRunner> {
    if (!this.isInstalled(entry)) {
      throw new MuseError('model_not_downloaded', `The files of the model ${entry.key} are not on this machine.`);
    }
    if (signal.aborted) throw shuttingDown();
    const startedAt = performance.now();
    const child = fork(this.options.program, [entry.key], {
      serialization: 'advanced',
      // Few arenas: with one per thread, glibc keeps memory that nobody uses.
      env: { ...process.env, MALLOC_ARENA_MAX: '2' },
      execArgv: [],
    });
    this.alive.add(child);
    child.once('exit', () => this.alive.delete(child));
    yieldToService(child);
    // Without a listener an error of the process, such as a signal that cannot be sent, would end the service.
    child.on('error', (error) => this.options.log(`${entry.key}: ${error.message}`));
    const outcome = this.outcomeOf(child, entry, signal);
    child.send({ type: 'load', settings: this.settingsFor(entry) } satisfies ToRunner);
    const loaded = await outcome;
    const observe = (news: RunnerNews): void => this.options.observe(entry.key, news);
    if (!(loaded instanceof MuseError)) {
      observe({ type: 'loaded', seconds: (performance.now() - startedAt) / 1000 });
      return new RunnerProcess(child, loaded, { patience: this.options.stepTimeout, observe });
    }
    child.kill('SIGKILL');
    if (loaded.code !== 'shutting_down') observe({ type: 'load_failed', code: loaded.code });
    throw loaded;
  }

  private settingsFor(entry: CatalogEntry): RunnerSettings {
    const { directory, dtype, device, contextLength } = entry;
    const { threads, maxBatchSize, prefillChunk } = this.options.planOf(entry);
    const { prefixCacheBytes, speculate } = this.options;
    return {
      directory,
      dtype,
      device,
      contextLength,
      threads,
      maxBatchSize,
      prefillChunk,
      prefixCacheBytes,
      speculate,
    };
  }

  /** How loading ends, whichever comes first: with what the runner says of itself where it went well. */
  private outcomeOf(child: ChildProcess, { key }: CatalogEntry, signal: AbortSignal): Promise<MuseError | LoadedModel> {
    const { loadTimeout, log } = this.options;
    const failed = (detail: string, cause: string): MuseError => {
      log(`${key}: ${cause}`);
      return new MuseError('model_load_failed', detail);
    };
    return firstValueFrom(
      race(
        fromEvent(child, 'message').pipe(
          // Node hands over the message and a handle.
          map((sent) => (sent as [FromRunner])[0]),
          filter((message) => message.type === 'loaded' || message.type === 'load_failed'),
          map((message) => (message.type === 'loaded' ? message : failed(message.failure.detail, message.log))),
        ),
        fromEvent(child, 'exit').pipe(
          map(() => failed(`The process of ${key} ended while it loaded.`, 'exit in load')),
        ),
        fromEvent(child, 'error').pipe(map(() => failed(`The process of ${key} could not be started.`, 'no process'))),
        fromEvent(signal, 'abort').pipe(map(shuttingDown)),
        timer(loadTimeout * 1000).pipe(
          map(() => failed(`Loading ${key} took longer than ${loadTimeout} s and was given up.`, 'load timeout')),
        ),
      ),
    );
  }
}

/** Where the cores are all busy, the service answers first: a step takes a little longer then, and nobody's health check hangs. */
function yieldToService({ pid }: ChildProcess): void {
  if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
}

function shuttingDown(): MuseError {
  return new MuseError('shutting_down', 'The service is shutting down.');
}
