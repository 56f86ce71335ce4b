import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import {
  Generations,
  type NumberedTextEvent,
  type TextRestart,
  type WriteOptions,
} from '@muse/core/generations/generations.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { type ErrorCode, MuseError } from '@muse/core/errors/muse-error.js';
import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import { Observable, type Subscriber } from 'rxjs';
import { turn } from './listen.js';

/** A text that somebody wants, as the test answers it. */
export class WantedText {
  isCancelled = false;

  constructor(
    readonly model: string,
    readonly request: TextRequest,
    readonly options: WriteOptions,
    private readonly reader: Subscriber<NumberedTextEvent>,
  ) {}

  tell(...events: (TextEvent | TextRestart)[]): void {
    for (const event of events) this.reader.next({ index: 0, event });
  }

  /** All of a text: each piece is a token of this log-probability. */
  async write(pieces: readonly string[], logprob = -1): Promise<void> {
    this.tell({ type: 'started', promptTokens: 7, cachedTokens: 0, maxTokens: this.request.maxTokens });
    for (const [place, text] of pieces.entries()) {
      const token = { tokenId: place, text, bytes: [...Buffer.from(text)], logprob, likeliest: [] };
      this.tell({ type: 'text', text, completionTokens: place + 1, logprobs: [token] });
    }
    this.tell({ type: 'finished', reason: 'stop', completionTokens: pieces.length });
    this.reader.complete();
    await turn();
  }

  async fail(code: ErrorCode): Promise<void> {
    this.reader.error(new MuseError(code, `It failed: ${code}.`));
    await turn();
  }
}

/** Generations whose texts the test writes, each known by its place among all that were wanted. */
export class FakeTexts extends Generations {
  readonly wanted: WantedText[] = [];
  /** Requests for ideas. */
  readonly asked: GenerationRequest[] = [];
  override readonly active = 0;
  override isClosed = false;

  override generate(request: GenerationRequest): Observable<IdeaEvent> {
    return new Observable(() => void this.asked.push(request));
  }

  override write(
    model: string,
    requests: readonly TextRequest[],
    options: WriteOptions,
  ): Observable<NumberedTextEvent> {
    return new Observable((reader) => {
      const wanted = new WantedText(model, requests[0], options, reader);
      this.wanted.push(wanted);
      return () => (wanted.isCancelled = true);
    });
  }

  override async close(): Promise<void> {
    this.isClosed = true;
  }
}
