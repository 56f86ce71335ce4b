import { type DynamicModule, Module } from '@nestjs/common';
import { CoreModule } from '@muse/assembly/core.module.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { MetricsServer } from './metrics-server.js';

/** A process that writes what others are asked for. */
@Module({})
export class WorkerModule {
  static with(config: MuseConfig): DynamicModule {
    return { module: WorkerModule, imports: [CoreModule.with(config, 'worker')], providers: [MetricsServer] };
  }
}
