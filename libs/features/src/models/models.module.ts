import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { DownloadsController } from './downloads.controller.js';
import { DownloadsService } from './downloads.service.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';
import { preloadTask } from './preload.task.js';

@Module({})
export class ModelsModule {
  /** @param cron when the models are ranked anew; left out where somebody else does that */
  static preloadingAt(cron?: string): DynamicModule {
    return {
      module: ModelsModule,
      imports: [ScheduleModule.forRoot()],
      controllers: [ModelsController, DownloadsController],
      providers: [ModelsService, DownloadsService, ...(cron === undefined ? [] : [preloadTask(cron)])],
    };
  }
}
