import { lengthOf } from '@muse/core/generations/length-of.js';
import { asyncScheduler, Observable, type SchedulerLike, Subscription } from 'rxjs';
import { alwaysReady, type Pace } from '../http/pace.js';
import { cutText, settledLength } from './chunk-cutter.js';
import { chunkGrowth } from './chunk-growth.js';

export interface CoalesceOptions {
  /** Characters a chunk holds at most, while its reader keeps up. */
  size: number;
  /** Milliseconds that text may wait for more. */
  delay: number;
  /** How the reader takes the chunks; left out, it takes everything at once. */
  pace?: Pace;
  scheduler?: SchedulerLike;
}

/**
 * Gathers text into chunks as it comes: the first text leaves at once, then a chunk as soon as `size` characters have
 * gathered or `delay` has passed since the last one. Nothing is held back longer than that, but for a last grapheme that
 * may still grow, and for a reader that is not ready: its text is gathered until it is, and leaves in larger chunks the
 * longer it made the text wait. Emits the end of the source only after all text.
 */
export function coalesce({ size, delay, pace = alwaysReady, scheduler = asyncScheduler }: CoalesceOptions) {
  return (source: Observable<string>): Observable<string> =>
    new Observable((subscriber) => {
      let pending = '';
      let lastSent = -Infinity;
      /** Since when text waits for the reader. */
      let waitsSince: number | undefined;
      let timer: Subscription | undefined;
      let end: (() => void) | undefined;

      /** Sends as many chunks as the reader takes; answers the text that is left. */
      const offer = (chunks: readonly string[]): string => {
        let taken = 0;
        for (; taken < chunks.length && pace.ready; taken += 1) {
          lastSent = scheduler.now();
          subscriber.next(chunks[taken]);
        }
        return chunks.slice(taken).join('');
      };
      /** Sends whole chunks; the rest too when its time has come. */
      const flush = (due: boolean, most = size): void => {
        if (pace.ready) {
          const settled = end === undefined ? settledLength(pending) : pending.length;
          const chunks = cutText(pending.slice(0, settled), most);
          const rest = !due && chunks.length > 0 && lengthOf(chunks[chunks.length - 1]) < most ? chunks.pop() : '';
          pending = offer(chunks) + (rest ?? '') + pending.slice(settled);
        }
        if (pending === '') end?.();
        else if (!pace.ready) waitsSince ??= scheduler.now();
      };
      const onTimer = (): void => {
        timer = undefined;
        flush(true);
      };
      const onDrained = (): void => {
        if (waitsSince === undefined) return;
        const waited = scheduler.now() - waitsSince;
        waitsSince = undefined;
        flush(true, size * chunkGrowth(waited, delay));
      };
      const finish = (how: () => void): void => {
        timer?.unsubscribe();
        end = how;
        flush(true);
      };
      const subscriptions = new Subscription(() => timer?.unsubscribe());
      subscriptions.add(pace.drained.subscribe(onDrained));
      const texts = source.subscribe({
        next: (text) => {
          pending += text;
          const wait = lastSent + delay - scheduler.now();
          flush(wait <= 0);
          if (wait > 0 && pending !== '' && pace.ready) timer ??= scheduler.schedule(onTimer, wait);
        },
        error: (error: unknown) => finish(() => subscriber.error(error)),
        complete: () => finish(() => subscriber.complete()),
      });
      subscriptions.add(texts);
      return subscriptions;
    });
}
