import { ourDialect } from '../engine/dialects.js';
import type { Wish } from '../engine/ask.js';
import { postForEvents } from '../engine/sse-request.js';

/** An event of a stream, and when it came, by `performance.now()`. */
export interface SeenEvent {
  type: string;
  idea_id: string;
  content?: string;
  at: number;
}

/** A text that is being told, event by event. */
export class ReadText {
  private readonly seen: SeenEvent[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly open;
  private failure?: Error;

  constructor(url: string, wish: Wish) {
    this.open = postForEvents(url + ourDialect.path, ourDialect.body(wish), ({ data, at }) => {
      this.seen.push({ ...(data as Omit<SeenEvent, 'at'>), at });
      this.tell();
    });
    this.open.ended.then(
      () => this.fail(new Error(`The text has ended: ${JSON.stringify(this.seen.at(-1))}`)),
      (error: unknown) => this.fail(error as Error),
    );
  }

  /** Resolves with the nth piece of text; of those after a restart where there has to have been one. */
  text(nth: number, isAnew = false): Promise<SeenEvent> {
    return this.until(() => {
      const restart = this.seen.findIndex(({ type }) => type === 'restart');
      if (isAnew && restart < 0) return undefined;
      return this.seen.slice(isAnew ? restart : 0).filter(({ content }) => content !== undefined)[nth - 1];
    });
  }

  hangUp(): void {
    this.open.hangUp();
  }

  private until(find: () => SeenEvent | undefined): Promise<SeenEvent> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found !== undefined) resolve(found);
        else if (this.failure !== undefined) reject(this.failure);
        else return;
        this.listeners.delete(look);
      };
      this.listeners.add(look);
      look();
    });
  }

  private fail(error: Error): void {
    this.failure = error;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
