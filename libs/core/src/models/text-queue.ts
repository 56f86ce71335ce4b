import { filter, finalize, firstValueFrom, from, merge, Observable, startWith, Subject, type Subscriber, tap } from 'rxjs';
import type { MuseError } from '../errors/muse-error.js';
import { FairQueue } from './fair-queue.js';
import type { ModelRunner } from './model-runner.js';
import type { TextEvent, TextRequest } from './text-generation.js';

/** A text with its reader. */
interface Text {
  request: TextRequest;
  client: string;
  reader: Subscriber<TextEvent>;
  /** The position that the reader last heard of; 0 before. */
  position: number;
}

/**
 * The texts of one model: as many as it can write at the same time have been given to its runner, the others wait for their
 * turn here, whether the model is loaded or not.
 */
export class TextQueue {
  private waiting = new FairQueue<Text>();
  /** Who came after `drain`, and waits for the runner that comes after this one. */
  private later?: FairQueue<Text>;
  private runner?: ModelRunner;
  private readonly given = new Set<Text>();
  /** Those of them that the runner lets wait, because it has no memory for them yet: they go before all who wait here. */
  private readonly held = new Set<Text>();
  private readonly left = new Subject<void>();
  private serving = false;
  private changed = false;

  /** Texts that are being written or wait. */
  get size(): number {
    return this.writing + this.waiting.size + (this.later?.size ?? 0);
  }

  /** Texts that the runner has. */
  get writing(): number {
    return this.given.size;
  }

  /** Texts of a client that wait here. */
  waitingOf(client: string): number {
    return this.waiting.sizeOf(client) + (this.later?.sizeOf(client) ?? 0);
  }

  /** Cold. Unsubscribing takes the text out of the queue, or stops it at the next step. */
  write(request: TextRequest, client: string): Observable<TextEvent> {
    return new Observable((reader) => {
      const text: Text = { request, client, reader, position: 0 };
      (this.later ?? this.waiting).add(client, text);
      this.serve();
      return () => {
        const hasWaited = this.waiting.delete(client, text) || this.later?.delete(client, text) === true;
        if (hasWaited) this.serve();
      };
    });
  }

  /** A runner is there: whoever waits is written by it. */
  serveBy(runner: ModelRunner): void {
    this.runner = runner;
    runner.grew.subscribe(() => this.serve());
    for (const text of this.later ?? []) this.waiting.add(text.client, text);
    this.later = undefined;
    this.serve();
  }

  /** Resolves when the texts that are here now have left, or their runner has; who comes meanwhile waits for another runner. */
  async drain(): Promise<void> {
    this.later ??= new FairQueue();
    const empty = this.left.pipe(
      startWith(undefined),
      filter(() => this.writing + this.waiting.size === 0),
    );
    await firstValueFrom(merge(empty, from(this.runner?.exited ?? [])), { defaultValue: undefined });
  }

  /** Fails everybody who waits. */
  fail(error: MuseError): void {
    const texts = [...this.waiting, ...(this.later ?? [])];
    this.waiting = new FairQueue();
    this.later &&= new FairQueue();
    for (const { reader } of texts) reader.error(error);
    this.serve();
  }

  /** Starts whatever can be started, and tells those who wait where they stand. Readers may come and go meanwhile. */
  private serve(): void {
    this.changed = true;
    if (this.serving) return;
    this.serving = true;
    while (this.changed) {
      this.changed = false;
      this.startTexts();
      this.tellPositions();
    }
    this.serving = false;
    this.left.next();
  }

  private startTexts(): void {
    const { runner } = this;
    while (runner !== undefined && this.writing < runner.slots) {
      const text = this.waiting.take();
      if (text === undefined) return;
      this.start(text, runner);
    }
  }

  private start(text: Text, runner: ModelRunner): void {
    this.given.add(text);
    const leave = (): void => {
      this.given.delete(text);
      this.held.delete(text);
    };
    const written = runner.generate(text.request).pipe(
      filter((event) => this.isNews(text, event)),
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

  /** A runner that lets a text wait tells it so. Its reader may have heard that already. */
  private isNews(text: Text, event: TextEvent): boolean {
    if (event.type !== 'queued') {
      if (this.held.delete(text)) this.serve();
      return true;
    }
    this.held.add(text);
    const hasMoved = event.position !== text.position;
    text.position = event.position;
    return hasMoved;
  }

  private tellPositions(): void {
    let position = this.held.size;
    for (const text of [...this.waiting, ...(this.later ?? [])]) {
      position += 1;
      if (text.position === position) continue;
      text.position = position;
      text.reader.next({ type: 'queued', position });
      if (this.changed) return;
    }
  }
}
