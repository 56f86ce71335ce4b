import type { FactoryProvider } from '@nestjs/common';
import { ClusterLiveFigures, ClusterModelWays, ClusterPreloadFigures } from '@muse/core/cluster/cluster-figures.js';
import { ClusterLoads } from '@muse/core/cluster/cluster-loads.js';
import { ClusterModels } from '@muse/core/cluster/cluster-models.js';
import { ClusterNotes } from '@muse/core/cluster/cluster-notes.js';
import { ClusterPreloading } from '@muse/core/cluster/cluster-preloading.js';
import { ClusterView } from '@muse/core/cluster/cluster-view.js';
import { Orders } from '@muse/core/cluster/orders.js';
import { PlacementCalls } from '@muse/core/cluster/placement-calls.js';
import { ModelWays } from '@muse/core/models/model-ways.js';
import { Models } from '@muse/core/models/models.js';
import { PreloadFigures } from '@muse/core/preloading/preload-figures.js';
import { Preloading } from '@muse/core/preloading/preloading.js';
import { LiveFigures } from '@muse/core/statistics/live-figures.js';
import { StoredUsage } from '@muse/core/usage/stored-usage.js';
import { UsageHistory } from '@muse/core/usage/usage-history.js';
import { UsageRepository } from '@muse/core/usage/usage-repository.js';
import { fileProviders } from './models.js';
import type { Parts } from './parts.js';

/** The models of all workers, as a process knows them that has none itself. */
export function clusterModelProviders(parts: Parts): FactoryProvider[] {
  const { config, catalog } = parts;
  const preloading = { strategy: config.PRELOAD_STRATEGY, top: config.PRELOAD_TOP_MODELS };
  return [
    ...fileProviders(parts),
    { provide: LiveFigures, inject: [ClusterView], useFactory: (view: ClusterView) => new ClusterLiveFigures(view) },
    {
      provide: PreloadFigures,
      inject: [ClusterView],
      useFactory: (view: ClusterView) => new ClusterPreloadFigures(view),
    },
    { provide: ModelWays, inject: [ClusterView], useFactory: (view: ClusterView) => new ClusterModelWays(view) },
    {
      provide: UsageHistory,
      inject: [UsageRepository],
      useFactory: (repository: UsageRepository) => new StoredUsage(repository),
    },
    {
      provide: ClusterLoads,
      inject: [ClusterView, Orders],
      useFactory: (view: ClusterView, orders: Orders) => new ClusterLoads(view, orders, config.DEFAULT_MODEL),
    },
    {
      provide: Models,
      inject: [ClusterView, ClusterNotes, ClusterLoads, Orders],
      useFactory: (view: ClusterView, notes: ClusterNotes, loads: ClusterLoads, orders: Orders) => {
        const options = { defaultModel: config.DEFAULT_MODEL, patience: config.READY_PATIENCE };
        return new ClusterModels(catalog, view, notes, loads, orders, options);
      },
    },
    {
      provide: Preloading,
      inject: [Models, ClusterView, ClusterNotes, ClusterLoads, PlacementCalls, UsageHistory],
      useFactory: (
        models: Models,
        view: ClusterView,
        notes: ClusterNotes,
        loads: ClusterLoads,
        calls: PlacementCalls,
        usage: UsageHistory,
      ) => new ClusterPreloading(models, view, notes, loads, calls, usage, preloading),
    },
  ];
}
