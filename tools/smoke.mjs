// Starts the built service as a user would, asks for one idea, ends it with SIGTERM, and looks for what it left behind.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const readyWithin = 60_000;
const exitWithin = 15_000;

const port = await freePort();
const dataDir = await mkdtemp(join(tmpdir(), 'muse-smoke-'));
const root = join(import.meta.dirname, '..');
const service = spawn(process.execPath, ['dist/apps/api/src/main.js'], {
  cwd: root,
  env: { ...process.env, API_HOST: '127.0.0.1', API_PORT: String(port), DATA_DIR: dataDir },
  stdio: 'inherit',
});
const exited = once(service, 'exit');
const url = `http://127.0.0.1:${port}`;

try {
  const started = Date.now();
  await ready();
  console.log(`ready after ${Date.now() - started} ms`);

  const response = await fetch(`${url}/api/v1/generate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: 'a garden on the roof', language: 'en', max_tokens: 60 }),
    signal: AbortSignal.timeout(60_000),
  });
  const body = await response.text();
  assert.equal(response.status, 200, body);
  const idea = JSON.parse(body);
  assert.ok(idea.title && idea.content, `an idea has a title and a content: ${body}`);
  console.log(`idea from ${idea.model_used}: ${idea.title}`);

  const runners = (await processes()).filter((process) => process.parent === service.pid && isRunner(process));
  assert.ok(runners.length > 0, 'a runner process works for the service');

  service.kill('SIGTERM');
  const [code, signal] = await within(exitWithin, exited, 'the service to end after SIGTERM');
  assert.deepEqual({ code, signal }, { code: 0, signal: null }, 'the service ends by itself, with 0');

  const left = (await processes()).filter(
    (process) => runners.some(({ pid }) => pid === process.pid) && isRunner(process),
  );
  assert.deepEqual(left, [], 'no runner outlives the service');
  console.log('smoke run: ok');
} finally {
  service.kill('SIGKILL');
  await exited;
  await rm(dataDir, { recursive: true, force: true });
}

async function ready() {
  const deadline = Date.now() + readyWithin;
  while (Date.now() < deadline) {
    if (service.exitCode !== null) throw new Error(`The service ended with ${service.exitCode} before it was ready.`);
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
    if (response?.ok) return;
    await sleep(50);
  }
  throw new Error(`The service was not ready within ${readyWithin / 1000} s.`);
}

async function within(milliseconds, promise, what) {
  const cancel = new AbortController();
  const tooLate = sleep(milliseconds, null, { signal: cancel.signal }).then(() => {
    throw new Error(`Waited ${milliseconds / 1000} s for ${what}.`);
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    cancel.abort();
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function isRunner({ command }) {
  return command.includes('apps/runner');
}

/** Every process with its parent. /proc where there is one, because slim images have no `ps`. */
async function processes() {
  if (!existsSync('/proc/self/stat')) return processesByPs();
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
        const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
        // pid (name) state ppid ...; the name may hold blanks and brackets itself.
        const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
        return { pid: Number(pid), parent, command };
      } catch {
        return null; // it ended while we looked
      }
    }),
  );
  return found.filter((process) => process !== null);
}

async function processesByPs() {
  const ps = spawn('ps', ['-Ao', 'pid=,ppid=,args='], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const chunk of ps.stdout) output += chunk;
  return output
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, ...command]) => ({ pid: Number(pid), parent: Number(parent), command: command.join(' ') }));
}
