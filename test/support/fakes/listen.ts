import type { Observable, Subscription } from 'rxjs';

/** What an Observable has told so far, and how it ended. */
export interface Heard<T> {
  events: T[];
  error?: unknown;
  completed: boolean;
  subscription: Subscription;
}

/** Subscribes and notes everything. */
export function listen<T>(source: Observable<T>, onEvent: (event: T) => void = () => {}): Heard<T> {
  const heard = { events: [] as T[], completed: false } as Heard<T>;
  heard.subscription = source.subscribe({
    next: (event) => {
      heard.events.push(event);
      onEvent(event);
    },
    error: (error: unknown) => (heard.error = error),
    complete: () => (heard.completed = true),
  });
  return heard;
}

/** Lets everything happen that is due now: promises, then one turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
