import { firstValueFrom, from, map, merge } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { ClusterView } from './cluster-view.js';
import type { WorkerCommand, WorkerCommands } from './worker-commands.js';

/** Tells workers what to do, and waits for none that is gone. */
export class Orders {
  constructor(
    private readonly commands: WorkerCommands,
    private readonly view: ClusterView,
  ) {}

  /**
   * Resolves when the worker has done it, and the view shows that.
   * @throws MuseError what the worker failed with; `worker_lost` where it is gone.
   */
  async give(worker: string, command: WorkerCommand): Promise<void> {
    const over = new AbortController();
    const gone = this.view.gone(worker).pipe(
      map(() => {
        const detail = `The worker that was told to ${command.type} the model ${command.model} is gone.`;
        throw new MuseError('worker_lost', detail);
      }),
    );
    try {
      await firstValueFrom(merge(from(this.commands.send(worker, command, over.signal)), gone));
    } finally {
      over.abort();
    }
    await this.view.refresh();
  }
}
