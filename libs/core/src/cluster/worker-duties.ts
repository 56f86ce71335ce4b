import type { ModelRegistry } from '../models/model-registry.js';
import type { Preloader } from '../preloading/preloader.js';
import type { WorkerCommand } from './worker-commands.js';
import type { WorkerReporter } from './worker-reporter.js';

/** Carries out what a worker is told; its own admission has the last word. */
export class WorkerDuties {
  constructor(
    private readonly registry: ModelRegistry,
    private readonly preloader: Preloader,
    private readonly reporter: WorkerReporter,
  ) {}

  /** Resolves when it is done, and everybody can know. @throws MuseError why it could not be done. */
  async carryOut(command: WorkerCommand): Promise<void> {
    try {
      await this.act(command);
    } finally {
      await this.reporter.publish(true);
    }
  }

  private async act(command: WorkerCommand): Promise<void> {
    const { model } = command;
    if (command.type === 'evict') return this.preloader.evict({ model, action: 'evict', reason: command.reason });
    if (command.type === 'unload') return this.registry.unload(model);
    const loading = command.ahead ? this.preloader.loadAhead(model) : this.registry.ensureLoaded(model);
    // Why a load fails that nobody waits for is in the log and in the report.
    if (command.begin) void loading.catch(() => undefined);
    else await loading;
  }
}
