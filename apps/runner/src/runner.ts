import { MuseError } from '@muse/core/errors/muse-error.js';
import type { FromRunner, RunnerSettings, TextUpdate, ToRunner } from '@muse/core/models/runner-messages.js';
import type { TextRequest } from '@muse/core/models/text-generation.js';
import { Engine } from '@muse/engine/engine.js';
import { loadLanguageModel } from '@muse/engine/load-language-model.js';
import type { Subscription } from 'rxjs';
import { loadFailure } from './load-failure.js';

/** Milliseconds between two looks whether there is something to say; much less than any STEP_TIMEOUT. */
const pulse = 250;

/** Bytes by which the memory has to change to be worth a message. */
const noticeable = 2 ** 20;

/** Speaks with the service: messages in, an engine behind, and one message out for everything that a step brought. */
export class Runner {
  private engine?: Engine;
  private readonly texts = new Map<number, Subscription>();
  private outbox: TextUpdate[] = [];
  /** Steps that ended and that nobody has heard of. */
  private steps: number[] = [];
  private toldMemory = 0;

  constructor(private readonly send: (message: FromRunner) => void) {
    // Unref: a process that nobody speaks with has to end by itself, even before it hears that.
    setInterval(() => this.beat(), pulse).unref();
  }

  receive(message: ToRunner): void {
    switch (message.type) {
      case 'load':
        return void this.load(message.settings);
      case 'generate':
        return this.generate(message.id, message.request);
      case 'cancel':
        return this.cancel(message.id);
    }
  }

  private async load(settings: RunnerSettings): Promise<void> {
    try {
      const language = await loadLanguageModel(settings);
      this.engine = new Engine(language, { ...settings, onStep: (texts) => this.steps.push(texts) });
      this.toldMemory = process.memoryUsage.rss();
      const { model, batching, agreement } = language;
      this.send({ type: 'loaded', slots: model.slots, memory: this.toldMemory, batching, agreement });
    } catch (error) {
      this.send({ type: 'load_failed', failure: await loadFailure(settings), log: String(error) });
    }
  }

  private generate(id: number, request: TextRequest): void {
    if (this.engine === undefined) {
      return this.post({ id, failure: { code: 'internal_error', detail: 'No model is loaded.' } });
    }
    const subscription = this.engine.generate(request).subscribe({
      next: (event) => this.post({ id, event }),
      error: (error: unknown) => this.fail(id, MuseError.from(error)),
      complete: () => this.texts.delete(id),
    });
    if (!subscription.closed) this.texts.set(id, subscription);
  }

  private cancel(id: number): void {
    this.texts.get(id)?.unsubscribe();
    this.texts.delete(id);
  }

  private fail(id: number, error: MuseError): void {
    this.texts.delete(id);
    if (error.cause !== undefined) console.error(error.cause);
    const { code, detail, errors } = error;
    this.post({ id, failure: { code, detail, ...(errors && { errors }) } });
  }

  /** Everything that is posted within one step leaves as one message. */
  private post(update: TextUpdate): void {
    if (this.outbox.length === 0) queueMicrotask(() => this.flush());
    this.outbox.push(update);
  }

  /** Tells of steps that brought no news. That this process lives is none: an engine that stands still has nothing to say. */
  private beat(): void {
    if (this.steps.length > 0) this.send({ type: 'alive', steps: this.takeSteps() });
    if (this.engine !== undefined) this.tellMemory();
  }

  private tellMemory(): void {
    const memory = process.memoryUsage.rss();
    if (Math.abs(memory - this.toldMemory) < noticeable) return;
    this.toldMemory = memory;
    this.send({ type: 'memory', memory });
  }

  private flush(): void {
    const updates = this.outbox;
    this.outbox = [];
    this.send({ type: 'updates', updates, steps: this.takeSteps() });
  }

  private takeSteps(): readonly number[] {
    const { steps } = this;
    this.steps = [];
    return steps;
  }
}
