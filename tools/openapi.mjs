// Writes docs/openapi.json: the document of the built service, as prettier writes it. test/e2e/open-api-document.e2e-spec.ts
// fails when the file is not what the service answers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import prettier from 'prettier';
import { ensureBuilt } from './build.mjs';

const file = join(import.meta.dirname, '../docs/openapi.json');
const build = await ensureBuilt();
const folder = await mkdtemp(join(tmpdir(), 'muse-openapi-'));
const service = spawn(process.execPath, [join(build, 'apps/api/src/main.js')], {
  cwd: folder,
  env: { PATH: process.env.PATH, NO_COLOR: '1', API_HOST: '127.0.0.1', API_PORT: '0', DATA_DIR: folder },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const exited = once(service, 'exit');

try {
  const response = await fetch(`${await address()}/openapi.json`);
  const options = await prettier.resolveConfig(file);
  await writeFile(file, await prettier.format(await response.text(), { ...options, filepath: file }));
  console.log('docs/openapi.json is written.');
} finally {
  service.kill('SIGTERM');
  await exited;
  await rm(folder, { recursive: true, force: true });
}

/** The service's address, as soon as it has said it. */
async function address() {
  for await (const line of createInterface(service.stdout)) {
    const found = /Listening on (http:\/\/[^\s/]+)/.exec(line);
    if (found !== null) return found[1];
  }
  throw new Error('The service ended before it listened.');
}
