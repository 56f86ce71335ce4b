import type { Observable } from 'rxjs';
import type { WorkerReport } from './worker-report.js';

/**
 * What the workers say of themselves. A worker that publishes nothing for some seconds is gone.
 */
export abstract class WorkerReports {
  /** Puts a report in the place of the worker's last one. @param isNews tells everybody at once */
  abstract publish(report: WorkerReport, isNews: boolean): Promise<void>;

  /** A worker goes; everybody hears of it at once. */
  abstract remove(id: string): Promise<void>;

  /** The reports of the workers that are there, in the order of their ids. */
  abstract all(): Promise<WorkerReport[]>;

  /** Emits when somebody published news, or was removed; who went without a word is missing in `all` without that. */
  abstract get changes(): Observable<void>;
}
