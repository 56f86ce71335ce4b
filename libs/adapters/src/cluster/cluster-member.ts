import type { ClusterView } from '@muse/core/cluster/cluster-view.js';
import type { Placement } from '@muse/core/cluster/placement.js';
import { takesJobs } from '@muse/core/cluster/takes-jobs.js';
import type { WorkerCommands } from '@muse/core/cluster/worker-commands.js';
import type { WorkerDuties } from '@muse/core/cluster/worker-duties.js';
import { isInstance, reportsOf } from '@muse/core/cluster/worker-report.js';
import type { WorkerReporter } from '@muse/core/cluster/worker-reporter.js';
import type { ModelRegistry } from '@muse/core/models/model-registry.js';
import { asapScheduler, auditTime, merge, type Subscription } from 'rxjs';
import type { ModelWorkers } from '../queue/model-workers.js';
import type { PlacementQueue, PlacementTimes } from './placement-queue.js';

export interface MemberParts {
  registry: ModelRegistry;
  workers: ModelWorkers;
  reporter: WorkerReporter;
  duties: WorkerDuties;
  commands: WorkerCommands;
  view: ClusterView;
  placement: Placement;
  queue: PlacementQueue;
}

export interface MemberOptions {
  defaultModel: string;
  times: PlacementTimes;
}

/** A worker as one of many: takes the jobs of its models, does what it is told, reports, and takes its turn at the placement. */
export class ClusterMember {
  private watching?: Subscription;

  constructor(
    private readonly parts: MemberParts,
    private readonly options: MemberOptions,
  ) {}

  /** Resolves when everybody can know of this worker. */
  async start(): Promise<void> {
    const { registry, reporter, duties, commands, view, placement, queue } = this.parts;
    const changes = merge(registry.changed, view.looks).pipe(auditTime(0, asapScheduler));
    this.watching = changes.subscribe(() => this.follow());
    await commands.serve(reporter.id, (command) => duties.carryOut(command));
    await reporter.start();
    await queue.work((ahead) => placement.run(ahead), this.options.times);
    this.loadCurrent();
  }

  /** Nobody counts on this worker any more; it takes no jobs anew. */
  async stop(): Promise<void> {
    this.watching?.unsubscribe();
    await this.parts.reporter.stop();
    await this.parts.queue.close();
    this.parts.view.stop();
  }

  /** Every worker begins with the current model: then nobody waits when another one dies. It is the first to go for others. */
  private loadCurrent(): void {
    const { registry } = this.parts;
    this.follow();
    // Where it cannot be loaded, that is in the log and in the report. Where there are no files, others have it.
    if (registry.isInstalled(registry.currentModel)) {
      registry.ensureLoaded(registry.currentModel).catch(() => undefined);
    }
  }

  /** Does as the cluster stands now. */
  private follow(): void {
    const { registry, workers, reporter, view } = this.parts;
    const { current = this.options.defaultModel } = view.notes;
    if (registry.list().some(({ entry }) => entry.key === current)) registry.makeCurrent(current);
    const others = view.workers.filter(({ id }) => id !== reporter.id);
    for (const { entry, status } of registry.list()) {
      const { key } = entry;
      const resting = registry.coolingOf(key) !== undefined;
      const elsewhere = reportsOf(key, others).some(({ model }) => isInstance(model));
      if (takesJobs({ status, resting }, elsewhere)) workers.serve(key);
      else void workers.leave(key).catch(() => undefined);
    }
  }
}
