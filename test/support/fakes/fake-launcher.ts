import { MuseError } from '@muse/core/errors/muse-error.js';
import type { CatalogEntry, Dtype } from '@muse/core/models/catalog-entry.js';
import { ModelRunner, RunnerLauncher } from '@muse/core/models/model-runner.js';
import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import { Observable, type Subscriber } from 'rxjs';

/** A text that a fake model was asked for: the test writes it. */
export interface FakeText {
  request: TextRequest;
  /** Says what the model says; after `finished` the text is complete. */
  tell(...events: TextEvent[]): void;
  fail(error: unknown): void;
  /** Whether the reader still listens. */
  readonly isRead: boolean;
}

/** A loaded model whose texts are written by the test. */
export class FakeRunner extends ModelRunner {
  readonly texts: FakeText[] = [];
  override silence = 0;
  override memory = 0;
  override readonly exited: Promise<void>;
  stopped = false;
  private exit: () => void;
  private readonly readers = new Set<Subscriber<TextEvent>>();

  constructor(
    public override slots = 8,
    private readonly all: FakeText[] = [],
  ) {
    super();
    this.exited = new Promise((resolve) => (this.exit = resolve));
  }

  override generate(request: TextRequest): Observable<TextEvent> {
    return new Observable((subscriber) => {
      this.readers.add(subscriber);
      const text: FakeText = {
        request,
        tell: (...events) => {
          for (const event of events) {
            subscriber.next(event);
            if (event.type === 'finished') subscriber.complete();
          }
        },
        fail: (error) => subscriber.error(error),
        get isRead() {
          return !subscriber.closed;
        },
      };
      this.texts.push(text);
      this.all.push(text);
      return () => this.readers.delete(subscriber);
    });
  }

  override async stop(): Promise<void> {
    this.stopped = true;
    this.die();
    await this.exited;
  }

  /** Ends as a crash would end it. */
  die(): void {
    this.slots = 0;
    for (const reader of [...this.readers]) reader.error(new MuseError('runner_died', 'The process ended.'));
    this.exit();
  }
}

function stopped(): MuseError {
  return new MuseError('shutting_down', 'The service is shutting down.');
}

/** Launches fake models: at once, or when the test says so. */
export class FakeLauncher extends RunnerLauncher {
  /** Every runner that was launched, the latest last. */
  readonly runners: FakeRunner[] = [];
  /** Keys in the order of the launches, failed ones included. */
  readonly launches: string[] = [];
  /** Every text that any of them was given, the latest last. */
  readonly texts: FakeText[] = [];
  installed = true;
  /** Texts that the next runners write together. */
  slots = 8;
  /** The next launches fail with these errors, one each. */
  readonly failures: unknown[] = [];
  /** While true, launches wait for `release()`. */
  held = false;
  private waiting: (() => void)[] = [];

  override isInstalled(): boolean {
    return this.installed;
  }

  override dtypeOf({ dtype }: CatalogEntry): Dtype | undefined {
    return dtype === 'auto' ? undefined : dtype;
  }

  override async launch(entry: CatalogEntry, signal: AbortSignal): Promise<ModelRunner> {
    this.launches.push(entry.key);
    if (signal.aborted) throw stopped();
    if (this.held) {
      await new Promise<void>((resolve, reject) => {
        this.waiting.push(resolve);
        signal.addEventListener('abort', () => reject(stopped()));
      });
    }
    if (this.failures.length > 0) throw this.failures.shift();
    const runner = new FakeRunner(this.slots, this.texts);
    this.runners.push(runner);
    return runner;
  }

  release(): void {
    this.held = false;
    for (const go of this.waiting.splice(0)) go();
  }

  get latest(): FakeRunner {
    return this.runners[this.runners.length - 1];
  }
}
