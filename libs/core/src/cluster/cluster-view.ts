import { filter, interval, map, merge, type Observable, startWith, Subject, type Subscription } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { ClusterNotes, Notes } from './cluster-notes.js';
import type { WorkerReport } from './worker-report.js';
import type { WorkerReports } from './worker-reports.js';

/** The workers and the notes as they were read at one moment. */
export interface ClusterState {
  workers: readonly WorkerReport[];
  notes: Notes;
}

export interface ClusterViewOptions {
  /** Milliseconds after which everything is read again although nobody said that something changed. */
  interval: number;
  /** Says that the cluster could not be read. */
  failed: (error: unknown) => void;
  /** Seconds of a clock that never goes back. */
  now?: () => number;
}

/** Milliseconds that anybody waits for the cluster to be read. */
const patience = 3000;

const nothing: ClusterState = {
  workers: [],
  notes: { wanted: [], patient: [], decisions: [], crowded: new Map(), queued: new Map() },
};

/** What a process last heard of its cluster: read again and again, and at once when something has changed. */
export class ClusterView {
  private state = nothing;
  private readAt = -Infinity;
  private reading?: Promise<void>;
  private next?: Promise<void>;
  private readonly updates = new Subject<{ before: ClusterState; after: ClusterState }>();
  private watching?: Subscription;
  private readonly now: () => number;

  constructor(
    private readonly reports: WorkerReports,
    private readonly notebook: ClusterNotes,
    private readonly options: ClusterViewOptions,
  ) {
    this.now = options.now ?? (() => performance.now() / 1000);
  }

  get workers(): readonly WorkerReport[] {
    return this.state.workers;
  }

  get notes(): Notes {
    return this.state.notes;
  }

  /** Seconds since the cluster was last read. */
  get age(): number {
    return this.now() - this.readAt;
  }

  /** Emits after every look at the cluster. */
  get looks(): Observable<{ before: ClusterState; after: ClusterState }> {
    return this.updates;
  }

  /**
   * Begins to watch; resolves when the cluster has been read for the first time.
   * @throws MuseError `queue_unavailable` where that takes too long; it goes on watching.
   */
  async start(): Promise<void> {
    const again = merge(this.reports.changes, this.notebook.changes, interval(this.options.interval));
    this.watching = again.subscribe(() => void this.readAgain().catch((error: unknown) => this.options.failed(error)));
    await this.refresh();
  }

  stop(): void {
    this.watching?.unsubscribe();
  }

  /**
   * Reads the cluster as it is now or later; many calls at the same time are one.
   * @throws MuseError `queue_unavailable` where that takes too long; it is read as soon as that is possible.
   */
  async refresh(): Promise<void> {
    let limit: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      limit = setTimeout(() => reject(unreadable()), patience);
    });
    await Promise.race([this.readAgain(), tooLate]).finally(() => clearTimeout(limit));
  }

  private readAgain(): Promise<void> {
    if (this.reading === undefined) return (this.reading = this.read().finally(() => (this.reading = undefined)));
    // The read that runs may have begun too early.
    return (this.next ??= this.reading
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.readAgain();
      }));
  }

  /** Emits when a worker is not there any more, or at once where it is not there now. */
  gone(id: string): Observable<void> {
    return this.updates.pipe(
      map(() => undefined),
      startWith(undefined),
      filter(() => !this.workers.some((worker) => worker.id === id)),
    );
  }

  private async read(): Promise<void> {
    const [workers, notes] = await Promise.all([this.reports.all(), this.notebook.read()]);
    const before = this.state;
    this.state = { workers, notes };
    this.readAt = this.now();
    this.updates.next({ before, after: this.state });
  }
}

/** Nobody can know how the cluster stands. */
export function unreadable(): MuseError {
  return new MuseError('queue_unavailable', 'The cluster cannot be read: its Redis does not answer.', {
    retryAfter: 1,
  });
}
