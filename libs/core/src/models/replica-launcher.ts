import type { CatalogEntry, Dtype } from './catalog-entry.js';
import type { ModelObserver } from './managed-model.js';
import { type ModelRunner, RunnerLauncher } from './model-runner.js';
import { ReplicatedRunner } from './replicated-runner.js';

/** Launches as many runners of a model as it shall have; they look like one. */
export class ReplicaLauncher extends RunnerLauncher {
  constructor(
    private readonly single: RunnerLauncher,
    private readonly runnersOf: (entry: CatalogEntry) => number,
    private readonly observe: ModelObserver,
  ) {
    super();
  }

  override isInstalled(entry: CatalogEntry): boolean {
    return this.single.isInstalled(entry);
  }

  override dtypeOf(entry: CatalogEntry): Dtype | undefined {
    return this.single.dtypeOf(entry);
  }

  /** Resolves with the first runner that has loaded. A model that is alone is that runner itself. */
  override async launch(entry: CatalogEntry, signal: AbortSignal): Promise<ModelRunner> {
    const first = await this.single.launch(entry, signal);
    const count = this.runnersOf(entry);
    if (count === 1) return first;
    return new ReplicatedRunner(first, {
      count,
      launch: async (ended) => this.single.launch(entry, ended),
      observe: (event, error) => this.observe(entry.key, event, error),
    });
  }
}
