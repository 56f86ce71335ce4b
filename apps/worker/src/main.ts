import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { ConfigError, readConfig } from '@muse/core/config/muse-config.js';
import { StartError } from '@muse/core/errors/start-error.js';
import { startWorker } from './start-worker.js';

if (existsSync('.env')) process.loadEnvFile('.env');

try {
  await startWorker(readConfig(process.env));
} catch (error) {
  // A wrong setting needs no stack trace: the message names it and says what is allowed.
  console.error(error instanceof ConfigError || error instanceof StartError ? error.message : error);
  process.exit(1);
}
