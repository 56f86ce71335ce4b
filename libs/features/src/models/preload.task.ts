import { Injectable, Logger, type Type } from '@nestjs/common';
import { Preloading } from '@muse/core/preloading/preloading.js';
import { Cron } from '@nestjs/schedule';

/** The task that ranks the models and loads the most wanted, at the times of a cron expression. */
export function preloadTask(cron: string): Type {
  @Injectable()
  class PreloadTask {
    private readonly logger = new Logger('Preloader');

    constructor(private readonly preloader: Preloading) {}

    @Cron(cron)
    async run(): Promise<void> {
      await this.preloader.run().catch((error: unknown) => this.logger.error(error));
    }
  }
  return PreloadTask;
}
