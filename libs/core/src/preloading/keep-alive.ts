import { merge } from 'rxjs';
import type { ModelRegistry } from '../models/model-registry.js';
import type { Preloader } from './preloader.js';

/** Who knows which models are kept loaded, and unloads the others. */
export type Keeper = Pick<Preloader, 'isWanted' | 'evict'>;

export interface KeepAliveOptions {
  /** Seconds that a model stays loaded after its last text; 0 for no longer than it works. */
  seconds: number;
  /** Calls `act` once after so many seconds; the answer takes it back. */
  after: (seconds: number, act: () => void) => () => void;
}

/** Seconds after which a model that may stay is looked at again: it need not stay for ever. */
const nextLook = 60;

/** Unloads models that nobody has asked for in a while. The current model stays, and those that preloading keeps warm. */
export class KeepAlive {
  private readonly plans = new Map<string, () => void>();

  constructor(
    private readonly registry: ModelRegistry,
    private readonly preloader: Keeper,
    private readonly options: KeepAliveOptions,
  ) {
    merge(registry.loaded, registry.left).subscribe((model) => this.plan(model, options.seconds));
  }

  private plan(model: string, seconds: number): void {
    this.plans.get(model)?.();
    const take = this.options.after(seconds, () => {
      this.plans.delete(model);
      void this.look(model);
    });
    this.plans.set(model, take);
  }

  /** Where a text runs, its end plans the next look; where the model is gone, its next load does. */
  private async look(model: string): Promise<void> {
    if (this.registry.loadOf(model) > 0 || this.registry.statusOf(model) !== 'loaded') return;
    if (this.mayStay(model)) {
      this.plan(model, Math.max(nextLook, this.options.seconds));
      return;
    }
    const reason = `nobody asked for it in ${this.options.seconds} s`;
    await this.preloader.evict({ model, action: 'evict', reason });
  }

  private mayStay(model: string): boolean {
    return model === this.registry.currentModel || this.preloader.isWanted(model);
  }
}
