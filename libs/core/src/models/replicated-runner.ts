import { defer, finalize, type Observable, Subject, tap, throwError } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import { ModelRunner } from './model-runner.js';
import { Replicas, type ReplicasOptions } from './replicas.js';
import type { TextEvent, TextRequest } from './text-generation.js';

/** One model in several runners, which looks like one: each text goes to the runner that has the fewest. */
export class ReplicatedRunner extends ModelRunner {
  override readonly exited: Promise<void>;
  override readonly grew = new Subject<void>();
  private readonly replicas: Replicas;
  /** Texts that each runner has. */
  private readonly texts = new WeakMap<ModelRunner, Set<symbol>>();

  /** @param first is loaded; the other runners are started meanwhile */
  constructor(first: ModelRunner, options: Omit<ReplicasOptions, 'onReady'>) {
    super();
    this.replicas = new Replicas(first, { ...options, onReady: () => this.grew.next() });
    this.exited = this.replicas.gone;
  }

  override get slots(): number {
    return this.replicas.runners.reduce((sum, { slots }) => sum + slots, 0);
  }

  override get memory(): number {
    return this.replicas.runners.reduce((sum, { memory }) => sum + memory, 0);
  }

  /** That of the runner that is silent for longest: a hung one keeps its texts from being written. */
  override get silence(): number {
    return Math.max(0, ...this.replicas.runners.map(({ silence }) => silence));
  }

  override generate(request: TextRequest): Observable<TextEvent> {
    return defer(() => {
      if (this.replicas.isGone) return throwError(died);
      this.replicas.complete();
      return this.write(request, this.leastBusy());
    });
  }

  override async stop(): Promise<void> {
    await this.replicas.stop();
  }

  private write(request: TextRequest, runner: ModelRunner): Observable<TextEvent> {
    const text = Symbol();
    const texts = this.textsOf(runner).add(text);
    const leave = (): void => void texts.delete(text);
    // The place is free before the reader hears of the end: whoever asks again at once finds it.
    return runner.generate(request).pipe(tap({ complete: leave, error: leave }), finalize(leave));
  }

  /** The runner with the fewest texts, the oldest of several; one without room only where none has any. */
  private leastBusy(): ModelRunner {
    const { runners } = this.replicas;
    const roomy = runners.filter((runner) => this.textsOf(runner).size < runner.slots);
    return [...(roomy.length > 0 ? roomy : runners)].sort((a, b) => this.textsOf(a).size - this.textsOf(b).size)[0];
  }

  private textsOf(runner: ModelRunner): Set<symbol> {
    let texts = this.texts.get(runner);
    if (texts === undefined) this.texts.set(runner, (texts = new Set()));
    return texts;
  }
}

function died(): MuseError {
  return new MuseError('runner_died', 'The processes of the model ended. It is started again; please repeat.');
}
