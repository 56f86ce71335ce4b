import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { ConfigError, readConfig } from '@muse/core/config/muse-config.js';
import { StartError } from '@muse/core/errors/start-error.js';
import { startService } from './start-service.js';

if (existsSync('.env')) process.loadEnvFile('.env');

try {
  await startService(readConfig(process.env));
} catch (error) {
  // A wrong setting, or a database that is not there, needs no stack trace: the message says all of it.
  console.error(error instanceof ConfigError || error instanceof StartError ? error.message : error);
  process.exit(1);
}
