import { type DynamicModule, Global, Module } from '@nestjs/common';
import { readCatalog } from '@muse/adapters/catalog/read-catalog.js';
import { StorageModule } from '@muse/adapters/storage/storage.module.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { Catalog } from '@muse/core/models/catalog.js';
import { ModelFindings } from '@muse/core/models/model-findings.js';
import { PreloadReport } from '@muse/core/preloading/preload-report.js';
import { LiveStatistics } from '@muse/core/statistics/live-statistics.js';
import { Metrics } from '@muse/features/metrics/metrics.js';
import { planFrom } from './plan-from.js';
import { projectRoot } from './project-root.js';
import { generationProviders } from './providers/generations.js';
import { modelProviders } from './providers/models.js';
import type { Parts } from './providers/parts.js';
import { settingsProviders } from './providers/settings.js';

/** Makes the objects of libs/core, filled with the adapters that the configuration asks for. */
@Global()
@Module({})
export class CoreModule {
  static with(config: MuseConfig): DynamicModule {
    const catalog = readCatalog(projectRoot(), config);
    const parts: Parts = { config, catalog, planOf: planFrom(config), findings: new ModelFindings() };
    const providers = [
      { provide: Catalog, useValue: catalog },
      { provide: ModelFindings, useValue: parts.findings },
      { provide: Metrics, useValue: new Metrics() },
      { provide: PreloadReport, useValue: new PreloadReport() },
      { provide: LiveStatistics, useValue: new LiveStatistics() },
      ...settingsProviders(parts),
      ...modelProviders(parts),
      ...generationProviders(parts),
    ];
    return {
      module: CoreModule,
      imports: [StorageModule.at({ folder: config.DATA_DIR, url: config.DATABASE_URL })],
      providers,
      exports: [...providers.map(({ provide }) => provide), StorageModule],
    };
  }
}
