import { catchError, concat, defer, EMPTY, from, map, merge, mergeAll, mergeMap, type Observable } from 'rxjs';
import { byModel } from '../batch/batch-plan.js';
import { MuseError } from '../errors/muse-error.js';
import type { NumberedTextEvent } from '../generations/generations.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { highestProgress } from '../generations/progress.js';
import type { CandidateDraft } from './candidate-draft.js';
import type { CandidateScoring } from './candidate-scoring.js';
import type { EnsemblePlan } from './ensemble-plan.js';
import type { EnsembleRequest, EnsembleTools } from './ensemble-tools.js';
import { writeOptionsOf } from './write-options-of.js';

/** The writing of all candidates: models side by side, each with all of its own at once. What fails fails alone. */
export class CandidateWriting {
  private progress = 0;
  private position?: number;
  private hasBegun = false;
  /** Ends that are told with the first other event: where all fail at once, there is nothing to tell of. */
  private readonly held: IdeaEvent[] = [];

  constructor(
    private readonly ideaId: string,
    private readonly request: EnsembleRequest,
    private readonly plan: EnsemblePlan,
    private readonly tools: EnsembleTools,
    private readonly scoring: CandidateScoring,
  ) {}

  /** Cold; unsubscribing stops all of them. Never errors. */
  events(): Observable<IdeaEvent> {
    return from(byModel(this.plan.candidates)).pipe(
      mergeMap((drafts) => merge(...drafts.map((draft) => this.write(draft))), this.tools.sideBySide),
    );
  }

  private write(draft: CandidateDraft): Observable<IdeaEvent> {
    const written = this.tools.generations.write(draft.model, [draft.request], writeOptionsOf(this.request)).pipe(
      map((happened) => this.hear(draft, happened)),
      catchError((error: unknown) => {
        this.tools.onFailure(draft.fail(error));
        return EMPTY;
      }),
      mergeAll(),
    );
    return concat(written, defer(() => this.end(draft)).pipe(mergeAll()));
  }

  private hear(draft: CandidateDraft, { event }: NumberedTextEvent): IdeaEvent[] {
    const { ideaId } = this;
    const { index, model: modelUsed, length } = draft;
    if (event.type === 'restarted' && this.request.onWorkerLoss === 'fail') throw workerLost();
    draft.take(event);
    switch (event.type) {
      case 'queued':
        return this.queued();
      case 'started':
        this.hasBegun = true;
        return [];
      case 'text':
        return this.tell({
          type: 'candidate',
          ideaId,
          index,
          modelUsed,
          from: length,
          text: event.text,
          progress: this.grow(),
        });
      case 'restarted':
        return this.tell({ type: 'candidate', ideaId, index, modelUsed, from: 0, text: '', progress: this.grow() });
      case 'finished':
        return [];
    }
  }

  private async end(draft: CandidateDraft): Promise<IdeaEvent[]> {
    const { ideaId } = this;
    const { index } = draft;
    const candidate = draft.finish(draft.error === undefined ? await this.scoring.verdict(draft) : undefined);
    const event: IdeaEvent = { type: 'candidate_done', ideaId, index, candidate, progress: this.grow() };
    if (draft.error === undefined || this.hasBegun) return this.tell(event);
    this.held.push(event);
    return [];
  }

  /** The place of the one that is next, as long as none is being written. */
  private queued(): IdeaEvent[] {
    const position = Math.min(...this.plan.candidates.flatMap((draft) => draft.position ?? []));
    if (this.hasBegun || position === this.position) return [];
    this.position = position;
    return [{ type: 'queued', ideaId: this.ideaId, position }];
  }

  private tell(event: IdeaEvent): IdeaEvent[] {
    return [...this.held.splice(0), event];
  }

  /** How far they are together; a candidate that is begun anew does not take it back. */
  private grow(): number {
    const done = this.plan.candidates.reduce((sum, draft) => sum + draft.progress, 0) / this.plan.candidates.length;
    this.progress = Math.max(this.progress, Math.min(highestProgress, done * this.plan.share));
    return this.progress;
  }
}

/** Of who wants that to be a failure. */
export function workerLost(): MuseError {
  return new MuseError('worker_lost', 'The worker that wrote this was lost.');
}
