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

/** Work that this process has open: it is counted, refused when the service is on its way down, and cut where it takes too long. */
export class OpenWork {
  private running = 0;
  private closed = false;
  private readonly left = new Subject<void>();
  private readonly cut = new Subject<void>();

  get active(): number {
    return this.running;
  }

  get isClosed(): boolean {
    return this.closed;
  }

  /** Cold. Its errors are MuseErrors. */
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

  /** Takes no new work, lets running work end for `seconds`, then ends what is left with `shutting_down`. */
  async close(seconds: number): Promise<void> {
    this.closed = true;
    const idle = this.left.pipe(
      startWith(undefined),
      filter(() => this.running === 0),
    );
    await firstValueFrom(race(idle, timer(seconds * 1000)));
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
