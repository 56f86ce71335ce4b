import { defer, filter, map, Observable, Subject } from 'rxjs';
import type { JobEvent } from './job-event.js';

/** What happens in the jobs, for whoever watches. */
export class JobNews {
  private readonly news = new Subject<{ id: string; event: JobEvent }>();

  tell(id: string, event: JobEvent): void {
    this.news.next({ id, event });
  }

  /**
   * What was kept of a job, then what happens, up to its end: no outcome is missing, and none is told twice. Cold.
   * @param after the outcome that the reader knows already
   * @param kept reads what there is to tell so far; it may take its time
   */
  watch(id: string, after: number, kept: () => Promise<readonly JobEvent[]>): Observable<JobEvent> {
    return new Observable((reader) => {
      const early: JobEvent[] = [];
      let hasKept = false;
      let last = after;
      const tell = (event: JobEvent): void => {
        if (event.type === 'outcome') {
          if (event.outcome.seq <= last) return;
          last = event.outcome.seq;
        }
        reader.next(event);
        if (event.type === 'ended') reader.complete();
      };
      const live = this.news
        .pipe(
          filter((news) => news.id === id),
          map(({ event }) => event),
        )
        .subscribe((event) => (hasKept ? tell(event) : early.push(event)));
      const reading = defer(kept).subscribe({
        next: (events) => {
          hasKept = true;
          for (const event of [...events, ...early]) tell(event);
        },
        error: (error: unknown) => reader.error(error),
      });
      return live.add(reading);
    });
  }
}
