import type { ModelRunner } from './model-runner.js';
import { RestartPolicy } from './restart-policy.js';

export interface ReplicasOptions {
  /** How many runners there shall be. */
  count: number;
  /** Starts one more. Rejects as soon as `signal` aborts. */
  launch: (signal: AbortSignal) => Promise<ModelRunner>;
  /** Hears when a runner is there that can write. */
  onReady: () => void;
  /** Says what happens, for the log. */
  observe: (event: string, error?: unknown) => void;
}

/** Keeps several runners of one model alive: starts the missing ones one after the other, and again when one dies. */
export class Replicas {
  /** Settles when there is no runner any more, and none will come. Never rejects. */
  readonly gone: Promise<void>;
  private readonly alive = new Set<ModelRunner>();
  private readonly restarts = new RestartPolicy();
  private readonly ended = new AbortController();
  private starting?: Promise<void>;
  private settleGone: () => void;

  /** @param first is loaded; the others follow, so that the model can write as soon as possible */
  constructor(
    first: ModelRunner,
    private readonly options: ReplicasOptions,
  ) {
    this.gone = new Promise((resolve) => (this.settleGone = resolve));
    this.add(first);
    this.start();
  }

  /** The runners that are alive, the oldest first. */
  get runners(): readonly ModelRunner[] {
    return [...this.alive];
  }

  /** Whether no runner will ever write again. */
  get isGone(): boolean {
    return this.ended.signal.aborted;
  }

  /** Starts what is missing, if nothing has gone wrong for a while: what was given up is not given up for ever. */
  complete(): void {
    if (this.restarts.isCalm(seconds())) this.start();
  }

  /** Ends every runner, those that are being started included. */
  async stop(): Promise<void> {
    this.ended.abort();
    await Promise.all(this.runners.map((runner) => runner.stop()));
    await this.gone;
  }

  private add(runner: ModelRunner): void {
    this.alive.add(runner);
    void runner.exited.then(() => this.onExit(runner));
  }

  private start(): void {
    if (this.isGone || this.alive.size >= this.options.count) return;
    this.starting ??= this.startMissing();
  }

  private async startMissing(): Promise<void> {
    const { count, launch, onReady, observe } = this.options;
    const { signal } = this.ended;
    try {
      while (!signal.aborted && this.alive.size < count) {
        const runner = await launch(signal);
        this.add(runner);
        // It may have come to life in the moment in which all had to end.
        if (this.isGone) await runner.stop();
        observe(`has ${this.alive.size} of ${count} runners`);
        onReady();
      }
    } catch (error) {
      if (signal.aborted) return;
      this.restarts.allows(seconds());
      observe(`goes on with ${this.alive.size} of ${count} runners: one could not be started`, error);
    } finally {
      this.starting = undefined;
    }
  }

  private onExit(runner: ModelRunner): void {
    this.alive.delete(runner);
    if (this.alive.size === 0) this.end();
    if (this.isGone) return;
    const again = this.restarts.allows(seconds());
    const left = `${this.alive.size} of ${this.options.count} runners`;
    this.options.observe(again ? `goes on with ${left}: one died and is started again` : `goes on with ${left}`);
    if (again) this.start();
  }

  /** The last one has died: whoever uses them starts anew. One that is just being started would only be in the way. */
  private end(): void {
    this.ended.abort();
    void Promise.resolve(this.starting).then(() => this.settleGone());
  }
}

function seconds(): number {
  return performance.now() / 1000;
}
