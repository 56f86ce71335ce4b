import {
  catchError,
  defer,
  filter,
  finalize,
  firstValueFrom,
  map,
  type Observable,
  race,
  startWith,
  Subject,
  takeUntil,
  throwError,
  timer,
} from 'rxjs';
import { MuseError } from '../errors/muse-error.js';

/** No new work begins from now on; and what runs is cut in a moment, if anything does. */
export type EndPhase = 'closing' | 'overdue';

/** The work of a part of the service: how much of it runs now, and how it ends when the service does. */
export class RunningWork {
  private running = 0;
  private closed = false;
  private readonly left = new Subject<void>();
  private readonly cut = new Subject<void>();
  private readonly phases = new Subject<EndPhase>();

  /** Pieces of work that run now. */
  get active(): number {
    return this.running;
  }

  /** Whether no new work may begin. */
  get isClosed(): boolean {
    return this.closed;
  }

  /** Tells how it ends. */
  get ending(): Observable<EndPhase> {
    return this.phases;
  }

  /**
   * Cold. Lets work begin unless the service is on its way down, counts it while it runs, and cuts it where it takes too long.
   * Its errors are MuseErrors, `shutting_down` among them.
   */
  run<T>(begin: () => Observable<T>): Observable<T> {
    return defer(() => {
      if (this.closed) throw shuttingDown();
      this.running += 1;
      return defer(begin).pipe(
        takeUntil(this.cut.pipe(map(() => fail(shuttingDown())))),
        catchError((error: unknown) => throwError(() => MuseError.from(error))),
        finalize(() => this.leave()),
      );
    });
  }

  /** Takes no new work, lets what runs end for `seconds`, then ends what is left with `shutting_down`. */
  async close(seconds: number): Promise<void> {
    this.closed = true;
    this.phases.next('closing');
    const idle = this.left.pipe(
      startWith(undefined),
      filter(() => this.running === 0),
    );
    await firstValueFrom(race(idle, timer(seconds * 1000)));
    this.phases.next('overdue');
    this.cut.next();
  }

  private leave(): void {
    this.running -= 1;
    this.left.next();
  }
}

function shuttingDown(): MuseError {
  return new MuseError('shutting_down', 'The service is shutting down.');
}

function fail(error: MuseError): never {
  throw error;
}
