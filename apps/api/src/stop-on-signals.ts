import type { INestApplication } from '@nestjs/common';
import { onStopSignal } from '@muse/assembly/on-stop-signal.js';
import { BatchJobs } from '@muse/core/batch-jobs/batch-jobs.js';
import { Downloads } from '@muse/core/downloads/downloads.js';
import { Generations } from '@muse/core/generations/generations.js';
import { Models } from '@muse/core/models/models.js';

/**
 * On SIGTERM or Ctrl-C: no new work, running work may end within `timeout` seconds, then runners, connections and database
 * are closed and the process ends. A second signal ends it at once.
 */
export function stopOnSignals(app: INestApplication, timeout: number): void {
  onStopSignal(async (signal, logger) => {
    const generations = app.get(Generations);
    logger.log(`${signal}: ${generations.active} generations may end within ${timeout} s`);
    const jobs = app.get(BatchJobs);
    jobs.close();
    await Promise.all([generations.close(timeout), app.get(Downloads).stop()]);
    jobs.letGo();
    await app.get(Models).stop();
    await app.close();
  });
}
