// Writes docs/openapi.json, the document of the built service, and libs/client/src/schema.ts, the types of the client that follow
// from it, as prettier writes them. test/e2e/open-api-document.e2e-spec.ts fails when a file is not what it would be now.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openApiFiles } from './openapi-files.mjs';
import { ensureBuilt } from './build.mjs';

const root = join(import.meta.dirname, '..');
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
  for (const [file, text] of Object.entries(await openApiFiles(await response.text()))) {
    await writeFile(join(root, file), text);
    console.log(`${file} is written.`);
  }
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
