import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { ModelRunner } from '@muse/core/models/model-runner.js';
import type { FromRunner, TextUpdate, ToRunner } from '@muse/core/models/runner-messages.js';
import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import { Observable, type Subscriber } from 'rxjs';

/** A loaded model in a process of its own: requests and cancellations out, one message per step back. */
export class RunnerProcess extends ModelRunner {
  override readonly exited: Promise<void>;
  private readonly texts = new Map<number, Subscriber<TextEvent>>();
  private nextId = 0;
  private lastSign = 0;
  private readonly watchdog: NodeJS.Timeout;

  /**
   * @param child has answered `loaded`
   * @param patience seconds without a sign of life, while there is work, after which the process counts as hung
   */
  constructor(
    private readonly child: ChildProcess,
    patience: number,
  ) {
    super();
    child.on('message', (message: FromRunner) => this.receive(message));
    this.exited = once(child, 'exit').then(() => this.onExit());
    this.watchdog = setInterval(() => {
      if (this.silence > patience) child.kill('SIGKILL');
    }, 1000).unref();
  }

  override get silence(): number {
    return this.texts.size === 0 ? 0 : (performance.now() - this.lastSign) / 1000;
  }

  override generate(request: TextRequest): Observable<TextEvent> {
    return new Observable((subscriber) => {
      if (!this.child.connected) return subscriber.error(died());
      const id = this.nextId++;
      if (this.texts.size === 0) this.lastSign = performance.now();
      this.texts.set(id, subscriber);
      this.send({ type: 'generate', id, request });
      return () => {
        if (this.texts.delete(id)) this.send({ type: 'cancel', id });
      };
    });
  }

  override async stop(): Promise<void> {
    // The process ignores SIGTERM and may be inside a step: nothing it holds has to be saved.
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private send(message: ToRunner): void {
    if (this.child.connected) this.child.send(message);
  }

  private receive(message: FromRunner): void {
    if (message.type !== 'updates') return;
    this.lastSign = performance.now();
    for (const update of message.updates) this.pass(update);
  }

  private pass(update: TextUpdate): void {
    const subscriber = this.texts.get(update.id);
    if (subscriber === undefined) return;
    if ('failure' in update) {
      this.texts.delete(update.id);
      subscriber.error(new MuseError(update.failure.code, update.failure.detail));
      return;
    }
    if (update.event.type === 'finished') this.texts.delete(update.id);
    subscriber.next(update.event);
    if (update.event.type === 'finished') subscriber.complete();
  }

  private onExit(): void {
    clearInterval(this.watchdog);
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
