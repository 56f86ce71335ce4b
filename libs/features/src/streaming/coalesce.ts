import { asyncScheduler, Observable, type SchedulerLike, type Subscription } from 'rxjs';
import { cutText, lengthOf, settledLength } from './chunk-cutter.js';

export interface CoalesceOptions {
  /** Characters a chunk holds at most. */
  size: number;
  /** Milliseconds that text may wait for more. */
  delay: number;
  scheduler?: SchedulerLike;
}

/**
 * Gathers text into chunks as it comes: the first text leaves at once, then a chunk as soon as `size` characters have
 * gathered or `delay` has passed since the last one. Nothing is ever held back longer than that, but for a last grapheme
 * that may still grow. Emits the end of the source only after all text.
 */
export function coalesce({ size, delay, scheduler = asyncScheduler }: CoalesceOptions) {
  return (source: Observable<string>): Observable<string> =>
    new Observable((subscriber) => {
      let pending = '';
      let lastSent = -Infinity;
      let timer: Subscription | undefined;

      const send = (chunks: readonly string[]): void => {
        if (chunks.length > 0) lastSent = scheduler.now();
        for (const chunk of chunks) subscriber.next(chunk);
      };
      /** Sends whole chunks; the rest too when its time has come. */
      const flush = (due: boolean): void => {
        const settled = settledLength(pending);
        const chunks = cutText(pending.slice(0, settled), size);
        const rest = !due && chunks.length > 0 && lengthOf(chunks[chunks.length - 1]) < size ? chunks.pop() : '';
        pending = (rest ?? '') + pending.slice(settled);
        send(chunks);
      };
      const onTimer = (): void => {
        timer = undefined;
        flush(true);
      };
      const finish = (end: () => void): void => {
        timer?.unsubscribe();
        send(cutText(pending, size));
        end();
      };
      const subscription = source.subscribe({
        next: (text) => {
          pending += text;
          const wait = lastSent + delay - scheduler.now();
          flush(wait <= 0);
          if (wait > 0 && pending !== '') timer ??= scheduler.schedule(onTimer, wait);
        },
        error: (error: unknown) => finish(() => subscriber.error(error)),
        complete: () => finish(() => subscriber.complete()),
      });
      subscription.add(() => timer?.unsubscribe());
      return subscription;
    });
}
