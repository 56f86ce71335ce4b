import { ConsoleLogger, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ModelWorkers } from '@muse/adapters/queue/model-workers.js';
import { levelsFrom } from '@muse/assembly/log-levels.js';
import { prepareStorage } from '@muse/assembly/prepare-storage.js';
import { ConfigError, type MuseConfig } from '@muse/core/config/muse-config.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import { stopOnSignals } from './stop-on-signals.js';
import { WorkerModule } from './worker.module.js';

/** Brings a worker up: it takes jobs of the default model, and of every model that is loaded here. */
export async function startWorker(config: MuseConfig): Promise<void> {
  if (config.REDIS_URL === '') throw new ConfigError(['REDIS_URL is not set: a worker takes its work from there.']);
  await prepareStorage(config);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config), {
    abortOnError: false,
    logger: new ConsoleLogger({ logLevels: levelsFrom(config.LOG_LEVEL) }),
  });
  stopOnSignals(app, config.SHUTDOWN_TIMEOUT);
  const [registry, workers] = [app.get(ModelRegistry), app.get(ModelWorkers)];
  registry.loaded.subscribe((model) => workers.serve(model));
  new Logger('CreativeMuse').log('Working');
  // Where it cannot be loaded, its requests hear why.
  await registry.ensureLoaded(config.DEFAULT_MODEL).catch(() => workers.serve(config.DEFAULT_MODEL));
}
