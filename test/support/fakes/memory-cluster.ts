import { ClusterNotes, type Crowd, type Notes } from '@muse/core/cluster/cluster-notes.js';
import { type WorkerCommand, WorkerCommands } from '@muse/core/cluster/worker-commands.js';
import type { WorkerReport } from '@muse/core/cluster/worker-report.js';
import { WorkerReports } from '@muse/core/cluster/worker-reports.js';
import type { ReportedDecision } from '@muse/core/preloading/preload-figures.js';
import { Subject } from 'rxjs';

/** Reports in memory: a worker is gone when the test says so. */
export class MemoryWorkerReports extends WorkerReports {
  readonly reports = new Map<string, WorkerReport>();
  override readonly changes = new Subject<void>();
  /** Whether each report was news. */
  readonly published: boolean[] = [];

  override publish(report: WorkerReport, isNews: boolean): Promise<void> {
    this.published.push(isNews);
    this.reports.set(report.id, report);
    if (isNews) this.changes.next();
    return Promise.resolve();
  }

  override remove(id: string): Promise<void> {
    this.reports.delete(id);
    this.changes.next();
    return Promise.resolve();
  }

  override all(): Promise<WorkerReport[]> {
    return Promise.resolve([...this.reports.values()]);
  }
}

/** Notes in memory. */
export class MemoryClusterNotes extends ClusterNotes {
  override readonly changes = new Subject<void>();
  notes: Notes = { wanted: [], patient: [], decisions: [], crowded: new Map(), queued: new Map() };

  override read(): Promise<Notes> {
    return Promise.resolve(this.notes);
  }

  override setCurrent(current: string | undefined): Promise<void> {
    return this.change({ current });
  }

  override setWanted(wanted: readonly string[]): Promise<void> {
    return this.change({ wanted });
  }

  override addPatient(key: string): Promise<void> {
    return this.change({ patient: [...new Set([...this.notes.patient, key])] });
  }

  override removePatient(key: string): Promise<void> {
    return this.change({ patient: this.notes.patient.filter((other) => other !== key) });
  }

  override addDecision(decision: ReportedDecision): Promise<void> {
    return this.change({ decisions: [...this.notes.decisions, decision] });
  }

  override setCrowded(crowded: ReadonlyMap<string, Crowd>): Promise<void> {
    return this.change({ crowded });
  }

  override setQueued(queued: ReadonlyMap<string, number>): Promise<void> {
    return this.change({ queued });
  }

  private change(change: Partial<Notes>): Promise<void> {
    this.notes = { ...this.notes, ...change };
    this.changes.next();
    return Promise.resolve();
  }
}

/** Commands in memory: what no worker serves is never answered. */
export class MemoryWorkerCommands extends WorkerCommands {
  readonly sent: (WorkerCommand & { worker: string })[] = [];
  private readonly workers = new Map<string, (command: WorkerCommand) => Promise<void>>();

  override async send(worker: string, command: WorkerCommand): Promise<void> {
    this.sent.push({ worker, ...command });
    const carryOut = this.workers.get(worker) ?? ((): Promise<void> => new Promise(() => undefined));
    await carryOut(command);
  }

  override serve(worker: string, carryOut: (command: WorkerCommand) => Promise<void>): Promise<void> {
    this.workers.set(worker, carryOut);
    return Promise.resolve();
  }
}
