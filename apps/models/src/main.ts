import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isInstalled } from '@muse/adapters/catalog/model-dtype.js';
import { readCatalog } from '@muse/adapters/catalog/read-catalog.js';
import { hubDownloader } from '@muse/adapters/hub/hub-downloader.js';
import { machineMemory } from '@muse/adapters/machine-memory.js';
import { ConfigError, readConfig } from '@muse/core/config/muse-config.js';
import { Downloads } from '@muse/core/downloads/downloads.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { memoryLimit } from '@muse/core/models/memory-budget.js';
import { ModelCommands } from './model-commands.js';

const usage = 'Usage: npm run models -- list | pull KEY | rm KEY | check KEY';

if (existsSync('.env')) process.loadEnvFile('.env');

try {
  // Connections that the hub keeps open would keep this process as well.
  process.exit((await run(process.argv.slice(2))) ? 0 : 1);
} catch (error) {
  const isOurs = error instanceof MuseError && error.code !== 'internal_error';
  console.error(isOurs ? `${error.detail} (${error.code})` : error instanceof ConfigError ? error.message : error);
  process.exit(1);
}

/** Does what the words say. */
async function run([command = '', key = '']: string[]): Promise<boolean> {
  const config = readConfig(process.env);
  const catalog = readCatalog(projectRoot(), config);
  const memoryGb = memoryLimit(config.MODEL_MEMORY_LIMIT, machineMemory());
  const downloads = new Downloads(catalog, hubDownloader(config, memoryGb), {
    isInstalled,
    parallel: 1,
    now: () => performance.now() / 1000,
    observe: () => undefined,
  });
  // Ctrl-C keeps what is here; the next pull goes on there.
  process.once('SIGINT', () => void downloads.stop());
  const terminal = { write: (text: string) => void process.stdout.write(text), isTty: process.stdout.isTTY };
  const commands = new ModelCommands(catalog, downloads, terminal);
  if (command === 'list') commands.list();
  else if (key === '' || !['pull', 'rm', 'check'].includes(command)) {
    console.error(usage);
    return false;
  } else if (command === 'pull') await commands.pull(key);
  else return command === 'rm' ? commands.remove(key) : commands.check(key);
  return true;
}

/** The folder that holds package.json and models/, from wherever this file was compiled to. */
function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
