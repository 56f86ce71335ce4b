import { defer, filter, map, merge, Observable, Subject, Subscription } from 'rxjs';
import type { JobEvent } from './job-event.js';

/** What somebody wants to hear of a job. */
export interface Watching {
  id: string;
  /** The outcome that the reader knows already. */
  after: number;
  /** Reads what there is to tell after an outcome, at its end how far the job is; it may take its time. */
  kept: (after: number) => Promise<readonly JobEvent[]>;
  /** Emits when something may have happened that was not told here. */
  stirred: Observable<unknown>;
}

/** What happens in the jobs, for whoever watches. */
export class JobNews {
  private readonly news = new Subject<{ id: string; event: JobEvent }>();
  private readonly stirs = new Subject<string>();

  tell(id: string, event: JobEvent): void {
    this.news.next({ id, event });
  }

  /** Something has happened in a job: who watches it reads what is kept. */
  stir(id: string): void {
    this.stirs.next(id);
  }

  /** What was kept of a job, then what happens, up to its end: no outcome is missing, and none is told twice. Cold. */
  watch({ id, after, kept, stirred }: Watching): Observable<JobEvent> {
    return new Observable((reader) => {
      /** What is told while what is kept is being read. */
      let early: JobEvent[] | undefined;
      let readAgain = false;
      let hasRead = false;
      let last = after;
      const subscriptions = new Subscription();
      const tell = (event: JobEvent): void => {
        if (event.type === 'outcome') {
          if (event.outcome.seq <= last) return;
          last = event.outcome.seq;
        }
        reader.next(event);
        if (event.type === 'ended') reader.complete();
      };
      const take = (events: readonly JobEvent[]): void => {
        const waiting = early ?? [];
        early = undefined;
        // Whoever has read before knows how far the job is, unless something has happened.
        const isNews = !hasRead || events.length > 1 || events.at(0)?.type === 'ended';
        hasRead = true;
        for (const event of [...(isNews ? events : []), ...waiting]) tell(event);
        if (readAgain) read();
      };
      const read = (): void => {
        readAgain = early !== undefined;
        if (readAgain) return;
        early = [];
        const error = (thrown: unknown): void => reader.error(thrown);
        subscriptions.add(defer(() => kept(last)).subscribe({ next: take, error }));
      };
      const live = this.news.pipe(
        filter((news) => news.id === id),
        map(({ event }) => event),
      );
      subscriptions.add(live.subscribe((event) => (early === undefined ? tell(event) : early.push(event))));
      const stirs = this.stirs.pipe(filter((stirredId) => stirredId === id));
      subscriptions.add(merge(stirs, stirred).subscribe(read));
      read();
      return subscriptions;
    });
  }
}
