import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { CatalogEntry, Dtype } from '@muse/core/models/catalog-entry.js';
import type { ModelFindings } from '@muse/core/models/model-findings.js';
import { type ModelRunner, RunnerLauncher } from '@muse/core/models/model-runner.js';
import type { RunnerNews, RunnerObserver } from '@muse/core/models/runner-observer.js';
import type { RunnerPlan } from '@muse/core/models/runner-plan.js';
import type { FromRunner, LoadedModel, RunnerSettings, ToRunner } from '@muse/core/models/runner-messages.js';
import { filter, firstValueFrom, fromEvent, map, race, timer } from 'rxjs';
import { dtypeOf, isInstalled } from '../catalog/model-dtype.js';
import { RunnerProcess } from './runner-process.js';

export interface ProcessLauncherOptions {
  /** The compiled main file of apps/runner. */
  program: string;
  planOf: (entry: CatalogEntry) => Pick<RunnerPlan, 'threads' | 'maxBatchSize' | 'prefillChunk'>;
  prefixCacheBytes: number;
  speculate: boolean;
  /** GB that the models may take together. */
  memoryGb: number;
  /** Seconds that loading may take. */
  loadTimeout: number;
  /** Seconds that a step may take. */
  stepTimeout: number;
  /** Keeps what the processes say of their models. */
  findings: ModelFindings;
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

  override isInstalled(entry: CatalogEntry): boolean {
    return isInstalled(entry);
  }

  override dtypeOf(entry: CatalogEntry): Dtype | undefined {
    return dtypeOf(entry, this.options.memoryGb);
  }

  override async launch(entry: CatalogEntry, signal: AbortSignal): Promise<ModelRunner> {
    const dtype = this.dtypeOf(entry);
    if (dtype === undefined || !this.isInstalled(entry)) {
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
    child.send({ type: 'load', settings: this.settingsFor(entry, dtype) } satisfies ToRunner);
    const loaded = await outcome;
    const observe = (news: RunnerNews): void => this.options.observe(entry.key, news);
    if (loaded instanceof MuseError) {
      child.kill('SIGKILL');
      if (loaded.code !== 'shutting_down') observe({ type: 'load_failed', code: loaded.code });
      throw loaded;
    }
    observe({ type: 'loaded', seconds: (performance.now() - startedAt) / 1000 });
    const runner = new RunnerProcess(child, loaded, { patience: this.options.stepTimeout, observe });
    this.learn(runner, entry, loaded);
    return runner;
  }

  /** Keeps what a process says of its model; what makes it slow is for the log, too. */
  private learn(runner: RunnerProcess, { key }: CatalogEntry, loaded: LoadedModel): void {
    const { findings, log } = this.options;
    findings.loaded(key, loaded);
    runner.memoryChanges.subscribe((memory) => findings.holds(key, memory));
    if (loaded.batching === 'one_by_one') log(`${key}: writes one text at a time, because ${whyOneByOne(loaded)}`);
  }

  private settingsFor(entry: CatalogEntry, dtype: Dtype): RunnerSettings {
    const { directory, device, contextLength } = entry;
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

function whyOneByOne({ agreement }: LoadedModel): string {
  return agreement === 'wrong'
    ? 'the self-test rejects the layout of its graph: texts that are written together get other logits than each alone'
    : 'its context is too short to test how several are written together';
}

function shuttingDown(): MuseError {
  return new MuseError('shutting_down', 'The service is shutting down.');
}
