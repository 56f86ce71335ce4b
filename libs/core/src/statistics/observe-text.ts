import { defer, finalize, type Observable, tap } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { TextEvent } from '../models/text-generation.js';
import type { TextNews, TextOutcome } from './text-observer.js';

export interface ObservedOptions {
  /** Whether its model is loaded. */
  warm: boolean;
  /** Whether it is given and only read, so that none of its tokens is written. */
  isGiven?: boolean;
  /** A monotonic clock in milliseconds. */
  now?: () => number;
}

/** Tells what becomes of a text, from its subscription to its end, each exactly once; the text passes as it is. */
export function observeText(
  tell: (news: TextNews) => void,
  { warm, isGiven = false, now = () => performance.now() }: ObservedOptions,
) {
  return (source: Observable<TextEvent>): Observable<TextEvent> =>
    defer(() => {
      const text = new ObservedText(tell, isGiven, now);
      tell({ type: 'queued', warm });
      return source.pipe(
        tap({ next: (event) => text.hear(event), error: (error: unknown) => text.failed(error) }),
        finalize(() => text.left()),
      );
    });
}

/** A text as far as it is heard of. */
class ObservedText {
  private readonly askedAt: number;
  private wasStarted = false;
  private outcome: TextOutcome = 'cancelled';
  private tokens = 0;
  /** When the first text came, and how many tokens it had. */
  private first?: { at: number; tokens: number };
  private lastAt = 0;

  constructor(
    private readonly tell: (news: TextNews) => void,
    private readonly isGiven: boolean,
    private readonly now: () => number,
  ) {
    this.askedAt = now();
  }

  hear(event: TextEvent): void {
    switch (event.type) {
      case 'queued':
        return;
      case 'started':
        return this.started(event.promptTokens, event.cachedTokens);
      case 'text':
        return this.wrote(event.completionTokens);
      case 'finished':
        this.outcome = this.isGiven ? 'read' : event.reason;
        return this.wrote(event.completionTokens);
    }
  }

  failed(error: unknown): void {
    this.outcome = MuseError.from(error).code;
  }

  left(): void {
    const { outcome, wasStarted, secondsPerToken } = this;
    this.tell({ type: 'left', outcome, wasStarted, secondsPerToken });
  }

  private started(promptTokens: number, cachedTokens: number): void {
    this.wasStarted = true;
    this.tell({ type: 'started', promptTokens, cachedTokens, secondsWaited: this.since(this.askedAt) });
  }

  /** Tokens that complete no character come with the next text, or with the end. */
  private wrote(tokens: number): void {
    const count = tokens - this.tokens;
    if (count === 0 || this.isGiven) return;
    this.tokens = tokens;
    this.lastAt = this.now();
    if (this.first === undefined) {
      this.first = { at: this.lastAt, tokens };
      this.tell({ type: 'first_token', seconds: this.since(this.askedAt) });
    }
    this.tell({ type: 'tokens', count });
  }

  private get secondsPerToken(): number | undefined {
    if (this.first === undefined || this.tokens === this.first.tokens) return undefined;
    return (this.lastAt - this.first.at) / 1000 / (this.tokens - this.first.tokens);
  }

  private since(time: number): number {
    return (this.now() - time) / 1000;
  }
}
