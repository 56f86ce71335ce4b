import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from '../engine/server-process.js';

export type Settings = Record<string, string>;

/** What every process has: one thread for one model, and every text is written token by token. */
const always: Settings = {
  API_HOST: '127.0.0.1',
  API_PORT: '0',
  RUNNERS_PER_MODEL: '1',
  RUNNER_THREADS: '1',
  PRELOAD_TOP_MODELS: '0',
  PREFIX_CACHE_SIZE: '0',
  PROMPT_CACHE_SIZE: '0',
  STREAMING_DELAY: '0',
  SHUTDOWN_TIMEOUT: '0',
};

const running = new Set<ServerProcess>();
const folders = new Set<string>();

/** Starts a process that answers requests; resolves when it listens. */
export async function startApi(env: Settings): Promise<ServerProcess> {
  const api = start('api', env);
  await api.ready();
  return api;
}

/** Starts a worker; resolves when it takes what is asked of this model. */
export async function startWorker(env: Settings, model: string): Promise<ServerProcess> {
  const worker = start('worker', env);
  await worker.said(new RegExp(`${model} is served`));
  return worker;
}

/** Ends everything that was started, and forgets its data. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((server) => server.stop()));
  running.clear();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

function start(app: 'api' | 'worker', env: Settings): ServerProcess {
  const data = mkdtempSync(join(tmpdir(), 'muse-scale-'));
  folders.add(data);
  const args = [join(process.cwd(), `dist/apps/${app}/src/main.js`)];
  // A folder without .env, so that what a developer has there changes nothing.
  const server = new ServerProcess({ args, cwd: data, env: { ...always, DATA_DIR: data, ...env } });
  running.add(server);
  return server;
}
