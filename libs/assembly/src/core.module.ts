import { type DynamicModule, type FactoryProvider, Global, Module } from '@nestjs/common';
import { readCatalog } from '@muse/adapters/catalog/read-catalog.js';
import { StorageModule } from '@muse/adapters/storage/storage.module.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { Catalog } from '@muse/core/models/catalog.js';
import { ModelFindings } from '@muse/core/models/model-findings.js';
import { Metrics } from '@muse/features/metrics/metrics.js';
import { planFrom } from './plan-from.js';
import { projectRoot } from './project-root.js';
import { hastyRedisProvider } from './providers/hasty-redis.js';
import { ideaKeeperProvider } from './providers/idea-keeper.js';
import { generationProviders, keptStreamProviders } from './providers/generations.js';
import { localGenerationProviders, localStreamProviders } from './providers/local-generations.js';
import { clusterProviders } from './providers/cluster.js';
import { clusterModelProviders } from './providers/cluster-models.js';
import { memberProviders } from './providers/members.js';
import { modelProviders } from './providers/models.js';
import type { Parts } from './providers/parts.js';
import { promptCacheProvider } from './providers/prompt-cache.js';
import { queuedGenerationProviders } from './providers/queued-generations.js';
import { rankingProvider } from './providers/ranking.js';
import { redisProviders } from './providers/redis.js';
import { settingsProviders } from './providers/settings.js';
import { tracingProvider } from './providers/tracing.js';
import { workerProviders } from './providers/worker.js';

/** What a process is for: everything, or, where several share the work, the requests or the texts. */
export type Role = 'alone' | 'api' | 'worker';

/** Makes the objects of libs/core, filled with the adapters that the configuration asks for. */
@Global()
@Module({})
export class CoreModule {
  static with(config: MuseConfig, role: Role = config.REDIS_URL === '' ? 'alone' : 'api'): DynamicModule {
    const catalog = readCatalog(projectRoot(), config);
    const parts: Parts = { config, catalog, planOf: planFrom(config), findings: new ModelFindings() };
    const providers = [
      { provide: Catalog, useValue: catalog },
      { provide: Metrics, useValue: new Metrics() },
      hastyRedisProvider(parts),
      promptCacheProvider(parts),
      rankingProvider(config),
      tracingProvider(config),
      ideaKeeperProvider,
      ...settingsProviders(parts),
      ...providersFor(role, parts),
    ];
    return {
      module: CoreModule,
      imports: [StorageModule.at({ folder: config.DATA_DIR, url: config.DATABASE_URL })],
      providers,
      exports: [...providers.map(({ provide }) => provide), StorageModule],
    };
  }
}

function providersFor(role: Role, parts: Parts): FactoryProvider[] {
  switch (role) {
    case 'alone':
      return [
        ...modelProviders(parts),
        ...localGenerationProviders(parts),
        ...localStreamProviders(parts),
        ...generationProviders(parts),
      ];
    case 'api':
      return [
        ...redisProviders(parts),
        ...clusterProviders(),
        ...clusterModelProviders(parts),
        ...queuedGenerationProviders(parts),
        ...generationProviders(parts),
      ];
    case 'worker':
      return [
        ...modelProviders(parts),
        ...redisProviders(parts),
        ...clusterProviders(),
        ...localGenerationProviders(parts),
        ...keptStreamProviders(),
        ...workerProviders(parts),
        ...memberProviders(parts),
      ];
  }
}
