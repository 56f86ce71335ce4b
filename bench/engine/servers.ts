import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchDtype } from '../../tools/bench-model/linear-layers.js';
import { ask, type Dialect } from './ask.js';
import { type BenchModelName, type BenchModels, catalogKey, contextLength } from './bench-models.js';
import { ourDialect, peerDialect } from './dialects.js';
import { randomText } from './prompts.js';
import { type Command, ServerProcess } from './server-process.js';

/** Where everything lies that servers are started from. */
export interface Places {
  root: string;
  models: BenchModels;
  /** The folder of node-llama-cpp. */
  llama: string;
}

export interface ServerOptions {
  model?: BenchModelName;
  dtype?: BenchDtype;
  threads?: number;
  /** Processes that share the work; this service only. */
  runners?: number;
  /** Whether a single text is guessed ahead; this service only. */
  speculate?: boolean;
  /** Whether beginnings of prompts are remembered; this service only. Off, so that every prompt is read. */
  prefixCache?: boolean;
  /** Texts that are written together. */
  slots: number;
}

export interface RunningServer {
  url: string;
  pid: number;
  dialect: Dialect;
  stop(): Promise<void>;
}

export type StartServer = (places: Places, options: ServerOptions) => Promise<RunningServer>;

/** This service, as it is built. */
export const startOurs: StartServer = async ({ root, models }, options) => {
  const { model = 'bench', dtype = 'int8', threads = 1, runners = 1, slots } = options;
  const data = mkdtempSync(join(tmpdir(), 'muse-bench-'));
  const server = await start(ourDialect, {
    args: [join(root, 'tools/start.mjs')],
    // A folder without .env, so that what a developer has there changes nothing.
    cwd: data,
    env: {
      API_HOST: '127.0.0.1',
      API_PORT: '0',
      DATA_DIR: data,
      MODEL_CACHE_DIR: models.folder,
      DEFAULT_MODEL: catalogKey(model, dtype),
      MAX_BATCH_SIZE: String(slots),
      RUNNER_THREADS: String(threads),
      RUNNERS_PER_MODEL: String(runners),
      SPECULATION: String(options.speculate ?? false),
      PREFIX_CACHE_SIZE: options.prefixCache === true ? '128' : '0',
      PRELOAD_TOP_MODELS: '0',
      // A text's chunks leave one by one, so that tokens can be timed; no answer comes from an earlier one.
      STREAMING_DELAY: '0',
      PROMPT_CACHE_SIZE: '0',
    },
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  };
  return { ...server, stop };
};

/** llama.cpp, its texts in step; see peers/lockstep.ts. */
export const startLlama: StartServer = (places, options) => startLlamaAt('lockstep', places, options);

/** llama.cpp as node-llama-cpp batches by itself. */
export const startFreeLlama: StartServer = (places, options) => startLlamaAt('free', places, options);

function startLlamaAt(pace: string, { models, llama }: Places, options: ServerOptions): Promise<RunningServer> {
  const { model = 'bench', threads = 1, slots } = options;
  const numbers = [threads, slots, contextLength].map(String);
  return start(peerDialect, { args: [peerFile('llama-server'), llama, models.gguf(model), ...numbers, pace] });
}

export const startTransformers: StartServer = ({ models }, { model = 'bench', dtype = 'int8', threads = 1 }) =>
  start(peerDialect, { args: [peerFile('transformers-server'), models.directory(model), dtype, String(threads)] });

/** A compiled file of peers/. */
export function peerFile(name: string): string {
  return join(import.meta.dirname, 'peers', `${name}.js`);
}

async function start(dialect: Dialect, command: Command): Promise<RunningServer> {
  const server = new ServerProcess(command);
  try {
    await server.ready();
    for (let seed = 1; seed <= 2; seed += 1) {
      await ask(server.url, dialect, { prompt: randomText(100, seed), newTokens: 8 });
    }
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: server.url, pid: server.pid, dialect, stop: () => server.stop() };
}
