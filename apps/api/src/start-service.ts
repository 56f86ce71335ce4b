import { ConsoleLogger, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { levelsFrom } from '@muse/assembly/log-levels.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { Models } from '@muse/core/models/models.js';
import { prepareStorage } from '@muse/assembly/prepare-storage.js';
import { AppModule } from './app.module.js';
import { BoundedAdapter } from './http/bounded-adapter.js';
import { configureHttp } from './http/configure-http.js';
import { stopOnSignals } from './stop-on-signals.js';

/** Brings the service up: it listens at once, and is ready when the default model is loaded. */
export async function startService(config: MuseConfig): Promise<void> {
  await prepareStorage(config);
  const adapter = new BoundedAdapter({ connections: config.MAX_CONNECTIONS, requestTimeout: config.REQUEST_TIMEOUT });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: new ConsoleLogger({ logLevels: levelsFrom(config.LOG_LEVEL) }),
  });
  configureHttp(app, config);
  stopOnSignals(app, config.SHUTDOWN_TIMEOUT);
  await app.listen(config.API_PORT, config.API_HOST);
  const url = await app.getUrl();
  new Logger('CreativeMuse').log(`Listening on ${url} - try ${url}/docs`);
  // A model that cannot be loaded is in the log and in /health/ready; the rest of the service still answers.
  const models = app.get(Models);
  await models.ensureLoaded(models.currentModel).catch(() => undefined);
}
