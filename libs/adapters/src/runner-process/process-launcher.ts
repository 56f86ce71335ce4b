import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { CatalogEntry, Dtype } from '@muse/core/models/catalog-entry.js';
import { type ModelRunner, RunnerLauncher } from '@muse/core/models/model-runner.js';
import type { FromRunner, ToRunner } from '@muse/core/models/runner-messages.js';
import { RunnerProcess } from './runner-process.js';

export interface ProcessLauncherOptions {
  /** The compiled main file of apps/runner. */
  program: string;
  threads: number;
  maxBatchSize: number;
  prefillChunk: number;
  /** Seconds that loading may take. */
  loadTimeout: number;
  /** Seconds that a step may take. */
  stepTimeout: number;
  /** Hears what went wrong in a runner, for the log; clients never see it. */
  log: (text: string) => void;
}

/** How transformers.js marks the number format in the name of a graph file. */
const suffixes: Readonly<Record<Dtype, string>> = {
  fp32: '',
  fp16: '_fp16',
  q8: '_quantized',
  int8: '_int8',
  uint8: '_uint8',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
};

/** Starts one process per model. The process has its own memory and event loop, and ends with the service. */
export class ProcessLauncher extends RunnerLauncher {
  constructor(private readonly options: ProcessLauncherOptions) {
    super();
  }

  override isInstalled({ directory, dtype }: CatalogEntry): boolean {
    const files = [
      'config.json',
      'tokenizer.json',
      'tokenizer_config.json',
      join('onnx', `model${suffixes[dtype]}.onnx`),
    ];
    return files.every((file) => existsSync(join(directory, file)));
  }

  override async launch(entry: CatalogEntry): Promise<ModelRunner> {
    if (!this.isInstalled(entry)) {
      throw new MuseError('model_not_downloaded', `The files of the model ${entry.key} are not on this machine.`);
    }
    const child = fork(this.options.program, [entry.key], {
      serialization: 'advanced',
      // Few arenas: with one per thread, glibc keeps memory that nobody uses.
      env: { ...process.env, MALLOC_ARENA_MAX: '2' },
      execArgv: [],
    });
    try {
      await this.load(child, entry);
      return new RunnerProcess(child, this.options.stepTimeout);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
  }

  /** Resolves when the process has answered `loaded`. */
  private load(child: ChildProcess, entry: CatalogEntry): Promise<void> {
    const { threads, maxBatchSize, prefillChunk, loadTimeout } = this.options;
    const { directory, dtype, contextLength } = entry;
    return new Promise((resolve, reject) => {
      const fail = (detail: string, log: string): void => {
        this.options.log(`${entry.key}: ${log}`);
        reject(new MuseError('model_load_failed', detail));
      };
      const timer = setTimeout(
        () => fail(`Loading ${entry.key} took longer than ${loadTimeout} s and was given up.`, 'load timeout'),
        loadTimeout * 1000,
      );
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        child.off('message', onMessage).off('exit', onExit).off('error', onError);
        act();
      };
      const onMessage = (message: FromRunner): void => {
        if (message.type === 'loaded') settle(resolve);
        if (message.type === 'load_failed') settle(() => fail(message.failure.detail, message.log));
      };
      const onExit = (code: number | null, signal: string | null): void =>
        settle(() =>
          fail(`The process of ${entry.key} ended while it loaded.`, `exit ${code ?? signal} while loading`),
        );
      const onError = (error: Error): void =>
        settle(() => fail(`The process of ${entry.key} could not be started.`, String(error)));
      child.on('message', onMessage).on('exit', onExit).on('error', onError);
      const settings = { directory, dtype, contextLength, threads, maxBatchSize, prefillChunk };
      child.send({ type: 'load', settings } satisfies ToRunner);
    });
  }
}
