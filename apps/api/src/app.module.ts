import { type DynamicModule, Module } from '@nestjs/common';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { AnglesModule } from '@muse/features/angles/angles.module.js';
import { BatchModule } from '@muse/features/batch/batch.module.js';
import { BatchJobsModule } from '@muse/features/batch-jobs/batch-jobs.module.js';
import { GenerationModule } from '@muse/features/generation/generation.module.js';
import { HealthModule } from '@muse/features/health/health.module.js';
import { IdeasModule } from '@muse/features/ideas/ideas.module.js';
import { MetricsModule } from '@muse/features/metrics/metrics.module.js';
import { ModelsModule } from '@muse/features/models/models.module.js';
import { OpenAiModule } from '@muse/features/openai/openai.module.js';
import { RankingModule } from '@muse/features/ranking/ranking.module.js';
import { RefiningModule } from '@muse/features/refining/refining.module.js';
import { SocketModule } from '@muse/features/socket/socket.module.js';
import { StatsModule } from '@muse/features/stats/stats.module.js';
import { StreamingModule } from '@muse/features/streaming/streaming.module.js';
import { CoreModule } from '@muse/assembly/core.module.js';

/** The list of features. */
@Module({})
export class AppModule {
  static with(config: MuseConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.with(config),
        AnglesModule,
        GenerationModule,
        StreamingModule,
        SocketModule,
        BatchModule,
        BatchJobsModule,
        OpenAiModule,
        // In a cluster the workers do that, once for all.
        ModelsModule.preloadingAt(config.REDIS_URL === '' ? config.PRELOAD_CRON : undefined),
        IdeasModule,
        RefiningModule,
        RankingModule,
        StatsModule,
        HealthModule,
        MetricsModule,
      ],
    };
  }
}
