import type { FactoryProvider } from '@nestjs/common';
import { ClusterModels } from '@muse/adapters/cluster/cluster-models.js';
import { Models } from '@muse/core/models/models.js';
import { Preloading } from '@muse/core/preloading/preloading.js';
import { modelProviders } from './models.js';
import type { Parts } from './parts.js';

/** The models of all workers. */
export function clusterModelProviders(parts: Parts): FactoryProvider[] {
  const { config, catalog } = parts;
  return [
    ...modelProviders(parts).filter(({ provide }) => provide !== Models && provide !== Preloading),
    { provide: Models, useFactory: () => new ClusterModels(catalog, config.DEFAULT_MODEL) },
    {
      provide: Preloading,
      useFactory: (): Preloading => ({
        ranking: () => [],
        placeOf: () => undefined,
        run: async () => undefined,
        preload: async () => [],
      }),
    },
  ];
}
