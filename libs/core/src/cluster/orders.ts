import { filter, firstValueFrom, from, interval, map, merge, type Observable } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import { type ClusterView, unreadable } from './cluster-view.js';
import type { WorkerCommand, WorkerCommands } from './worker-commands.js';

/** Seconds for which the cluster may be unreadable before nobody waits for an answer. */
const patience = 5;

/** Tells workers what to do, and waits for none that is gone. */
export class Orders {
  constructor(
    private readonly commands: WorkerCommands,
    private readonly view: ClusterView,
  ) {}

  /**
   * Resolves when the worker has done it, and the view shows that.
   * @throws MuseError what the worker failed with; `worker_lost` where it is gone, `queue_unavailable` where Redis is.
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
      await firstValueFrom(merge(from(this.commands.send(worker, command, over.signal)), gone, this.unreadable()));
    } finally {
      over.abort();
    }
    await this.view.refresh();
  }

  /** Whether a worker is gone shows only where the cluster can be read. */
  private unreadable(): Observable<never> {
    return interval(1000).pipe(
      filter(() => this.view.age > patience),
      map(() => {
        throw unreadable();
      }),
    );
  }
}
