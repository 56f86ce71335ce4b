import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { RunningWork } from '@muse/core/generations/running-work.js';
import type { JobRunner } from './job-runner.js';
import type { ModelWorkers } from './model-workers.js';
import { ensembles } from './queue-keys.js';

/** Milliseconds for which Redis may keep a process that has given everything back. */
const patience = 3000;

/**
 * The streamed ensembles of a cluster: an API process takes them like a worker takes texts, so that another goes on with what a lost one
 * has begun. When this process stops, it takes no more, and gives back what has not ended in time.
 */
export class EnsembleJobs implements BeforeApplicationShutdown {
  private left?: Promise<void>;

  constructor(
    private readonly workers: ModelWorkers,
    private readonly runner: JobRunner,
    work: RunningWork,
  ) {
    workers.serve(ensembles);
    work.ending.subscribe((phase) => {
      if (phase === 'closing') this.left = workers.close();
      else runner.giveBack();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.runner.close();
    const late = new Promise<void>((resolve) => setTimeout(resolve, patience).unref());
    await Promise.race([this.left ?? this.workers.close(), late]);
  }
}
