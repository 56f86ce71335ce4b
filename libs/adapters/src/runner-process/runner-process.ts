import type { ChildProcess } from 'node:child_process';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { ModelRunner } from '@muse/core/models/model-runner.js';
import type { FromRunner, LoadedModel, TextUpdate, ToRunner } from '@muse/core/models/runner-messages.js';
import type { RunnerNews } from '@muse/core/models/runner-observer.js';
import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import { Observable, Subject, type Subscriber } from 'rxjs';

export interface RunnerProcessOptions {
  /** Seconds without the end of a step, while there is work, after which the process counts as hung. */
  patience: number;
  /** Hears of its steps and its end. */
  observe: (news: RunnerNews) => void;
}

/** A loaded model in a process of its own: requests and cancellations out, one message per step back. */
export class RunnerProcess extends ModelRunner {
  override readonly exited: Promise<void>;
  /** Emits the bytes that the process holds whenever they have changed. */
  readonly memoryChanges = new Subject<number>();
  private readonly texts = new Map<number, Subscriber<TextEvent>>();
  private nextId = 0;
  private lastStepAt = 0;
  private stopping = false;
  private gone = false;
  /** Whether the process had been silent for too long when the watchdog last looked. */
  private suspected = false;
  private readonly watchdog: NodeJS.Timeout;

  /**
   * @param child has answered `loaded`
   * @param model what it said of itself then
   */
  constructor(
    private readonly child: ChildProcess,
    private model: LoadedModel,
    private readonly options: RunnerProcessOptions,
  ) {
    super();
    child.on('message', (message: FromRunner) => this.receive(message));
    // Not events.once: an error, such as that of a message to a process that has just died, would reject it.
    this.exited = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() => this.onExit());
    this.watchdog = setInterval(() => this.watch(), 1000).unref();
  }

  override get slots(): number {
    return this.gone || !this.child.connected ? 0 : this.model.slots;
  }

  override get memory(): number {
    return this.gone ? 0 : this.model.memory;
  }

  override get silence(): number {
    return this.texts.size === 0 ? 0 : (performance.now() - this.lastStepAt) / 1000;
  }

  override generate(request: TextRequest): Observable<TextEvent> {
    return new Observable((subscriber) => {
      if (this.slots === 0) return subscriber.error(died());
      const id = this.nextId++;
      if (this.texts.size === 0) this.lastStepAt = performance.now();
      this.texts.set(id, subscriber);
      this.send({ type: 'generate', id, request });
      return () => {
        if (this.texts.delete(id)) this.send({ type: 'cancel', id });
      };
    });
  }

  override async stop(): Promise<void> {
    this.stopping = true;
    // The process ignores SIGTERM and may be inside a step: nothing it holds has to be saved.
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private send(message: ToRunner): void {
    if (this.child.connected) this.child.send(message);
  }

  private receive(message: FromRunner): void {
    if (message.type === 'memory') this.remember(message.memory);
    if (message.type !== 'updates' && message.type !== 'alive') return;
    if (message.steps.length > 0) this.stepped(message.steps);
    if (message.type === 'updates') for (const update of message.updates) this.pass(update);
  }

  /** Only this is progress: a process may live and send messages while its engine stands still. */
  private stepped(steps: readonly number[]): void {
    this.lastStepAt = performance.now();
    this.options.observe({ type: 'stepped', steps });
  }

  private remember(memory: number): void {
    this.model = { ...this.model, memory };
    this.memoryChanges.next(memory);
  }

  private pass(update: TextUpdate): void {
    const subscriber = this.texts.get(update.id);
    if (subscriber === undefined) return;
    if ('failure' in update) {
      this.texts.delete(update.id);
      const { code, detail, errors } = update.failure;
      subscriber.error(new MuseError(code, detail, { errors }));
      return;
    }
    if (update.event.type === 'finished') this.texts.delete(update.id);
    subscriber.next(update.event);
    if (update.event.type === 'finished') subscriber.complete();
  }

  /** Kills a process that is silent for too long at two looks in a row: after a pause of our own its messages are still unread. */
  private watch(): void {
    const isSilent = this.silence > this.options.patience;
    if (isSilent && this.suspected) this.child.kill('SIGKILL');
    this.suspected = isSilent;
  }

  private onExit(): void {
    this.gone = true;
    clearInterval(this.watchdog);
    this.options.observe({ type: 'ended', died: !this.stopping });
    const readers = [...this.texts.values()];
    this.texts.clear();
    for (const subscriber of readers) subscriber.error(died());
  }
}

function died(): MuseError {
  return new MuseError(
    'runner_died',
    'The process of the model ended while it wrote. It is started again; please repeat.',
  );
}
