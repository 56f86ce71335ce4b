import { NEVER, type Observable } from 'rxjs';

/** That something happened in a job; what it was is in the database. */
export interface JobSignal {
  job: string;
  /** There is something to run, an item has its outcome, or nothing will happen any more. */
  what: 'open' | 'outcome' | 'ended';
}

/** Tells all processes that something happened in a job. One may get lost: whoever listens looks from time to time, too. */
export abstract class JobSignals {
  /** What was told anywhere; a process may hear itself. */
  abstract readonly heard: Observable<JobSignal>;

  abstract tell(signal: JobSignal): void;
}

/** For one process alone: there is nobody else to tell. */
export class NoJobSignals extends JobSignals {
  override readonly heard = NEVER;

  override tell(): void {}
}
