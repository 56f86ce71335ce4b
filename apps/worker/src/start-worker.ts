import { ConsoleLogger, Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClusterMember } from '@muse/adapters/cluster/cluster-member.js';
import { levelsFrom } from '@muse/assembly/log-levels.js';
import { prepareStorage } from '@muse/assembly/prepare-storage.js';
import { ConfigError, type MuseConfig } from '@muse/core/config/muse-config.js';
import { MetricsServer } from './metrics-server.js';
import { stopOnSignals } from './stop-on-signals.js';
import { WorkerModule } from './worker.module.js';

/** Brings a worker up: it loads what it is told to, and takes jobs of every model that is loaded here. */
export async function startWorker(config: MuseConfig): Promise<void> {
  if (config.REDIS_URL === '') throw new ConfigError(['REDIS_URL is not set: a worker takes its work from there.']);
  await prepareStorage(config);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config), {
    abortOnError: false,
    logger: new ConsoleLogger({ logLevels: levelsFrom(config.LOG_LEVEL) }),
  });
  stopOnSignals(app, config.SHUTDOWN_TIMEOUT);
  await app.get(MetricsServer).listen(config);
  await app.get(ClusterMember).start();
  new Logger('CreativeMuse').log('Working');
}
