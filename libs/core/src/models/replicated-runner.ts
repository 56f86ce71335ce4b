import { filter, finalize, Observable, type Subscriber, tap } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import { ModelRunner } from './model-runner.js';
import { Replicas, type ReplicasOptions } from './replicas.js';
import type { TextEvent, TextRequest } from './text-generation.js';

/** A text with its reader. */
interface Text {
  request: TextRequest;
  reader: Subscriber<TextEvent>;
  /** The queue position that the reader last heard of; 0 before. */
  position: number;
}

/** One model in several runners behind one queue: each text goes to the runner that has the fewest, in the order they came. */
export class ReplicatedRunner extends ModelRunner {
  override readonly exited: Promise<void>;
  private readonly replicas: Replicas;
  /** In the order of arrival. */
  private readonly waiting = new Set<Text>();
  private readonly running = new WeakMap<ModelRunner, Set<Text>>();
  private serving = false;
  private changed = false;

  /** @param first is loaded; the other runners are started meanwhile */
  constructor(first: ModelRunner, options: Omit<ReplicasOptions, 'onReady'>) {
    super();
    this.replicas = new Replicas(first, { ...options, onReady: () => this.serve() });
    this.exited = this.replicas.gone.then(() => this.failWaiting());
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
    return new Observable((reader) => {
      if (this.replicas.isGone) return reader.error(died());
      const text: Text = { request, reader, position: 0 };
      this.waiting.add(text);
      this.replicas.complete();
      this.serve();
      return () => {
        if (this.waiting.delete(text)) this.serve();
      };
    });
  }

  override async stop(): Promise<void> {
    await this.replicas.stop();
    await this.exited;
  }

  /** Starts whatever can be started, and tells those who wait where they stand. Readers may come and go meanwhile. */
  private serve(): void {
    this.changed = true;
    if (this.serving) return;
    this.serving = true;
    while (this.changed) {
      this.changed = false;
      for (const text of this.waiting) {
        const runner = this.leastBusy();
        if (runner === undefined) break;
        this.start(text, runner);
      }
      this.tellPositions();
    }
    this.serving = false;
  }

  private start(text: Text, runner: ModelRunner): void {
    this.waiting.delete(text);
    const texts = this.textsOf(runner).add(text);
    const leave = (): void => void texts.delete(text);
    const written = runner.generate(text.request).pipe(
      filter((event) => isNews(text, event)),
      // The place is free before the reader hears of the end: whoever asks again at once finds it.
      tap({ complete: leave, error: leave }),
      finalize(() => {
        leave();
        this.serve();
      }),
    );
    // With the reader itself: when it hangs up, the runner hears of it.
    written.subscribe(text.reader);
  }

  /** The runner with the fewest texts of those that have room; the oldest of several. */
  private leastBusy(): ModelRunner | undefined {
    return this.replicas.runners
      .filter((runner) => this.textsOf(runner).size < runner.slots)
      .sort((a, b) => this.textsOf(a).size - this.textsOf(b).size)
      .at(0);
  }

  private textsOf(runner: ModelRunner): Set<Text> {
    let texts = this.running.get(runner);
    if (texts === undefined) this.running.set(runner, (texts = new Set()));
    return texts;
  }

  private tellPositions(): void {
    let position = 0;
    for (const text of this.waiting) {
      position += 1;
      if (text.position === position) continue;
      text.position = position;
      text.reader.next({ type: 'queued', position });
      if (this.changed) return;
    }
  }

  private failWaiting(): void {
    const texts = [...this.waiting];
    this.waiting.clear();
    for (const { reader } of texts) reader.error(died());
  }
}

/** A runner frees a place at its next step, and until then lets wait whom it was given. The reader has heard of that. */
function isNews(text: Text, event: TextEvent): boolean {
  if (event.type !== 'queued') return true;
  const hasMoved = event.position !== text.position;
  text.position = event.position;
  return hasMoved;
}

function died(): MuseError {
  return new MuseError('runner_died', 'The processes of the model ended. It is started again; please repeat.');
}
