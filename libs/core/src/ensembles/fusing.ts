import { catchError, EMPTY, mergeMap, type Observable, of } from 'rxjs';
import type { NumberedTextEvent } from '../generations/generations.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { highestProgress } from '../generations/progress.js';
import type { CandidateDraft } from './candidate-draft.js';
import { workerLost } from './candidate-writing.js';
import type { EnsembleRequest, EnsembleTools } from './ensemble-tools.js';
import { writeOptionsOf } from './write-options-of.js';

/** The writing of one idea from the candidates, told as it comes. */
export class Fusing {
  private hasBegun = false;
  private attempt = 1;

  constructor(
    private readonly ideaId: string,
    private readonly request: EnsembleRequest,
    private readonly draft: CandidateDraft,
    /** How much of the ensemble's work the candidates were, 0 to 1. */
    private readonly share: number,
    private readonly tools: EnsembleTools,
  ) {}

  /** Cold. Never errors: the draft has failed then, and what was told of it counts no more. */
  events(): Observable<IdeaEvent> {
    const { model, request } = this.draft;
    return this.tools.generations.write(model, [request], writeOptionsOf(this.request)).pipe(
      mergeMap((happened) => this.hear(happened)),
      catchError((error: unknown) => {
        this.tools.onFailure(this.draft.fail(error));
        return this.hasBegun ? of(this.restart(this.attempt + 1)) : EMPTY;
      }),
    );
  }

  private hear({ event }: NumberedTextEvent): IdeaEvent[] {
    const { ideaId, draft } = this;
    if (event.type === 'restarted' && this.request.onWorkerLoss === 'fail') throw workerLost();
    draft.take(event);
    switch (event.type) {
      case 'started':
        this.hasBegun = true;
        return [{ type: 'start', ideaId, modelUsed: draft.model }];
      case 'text': {
        const done = this.share + draft.progress * (1 - this.share);
        return [{ type: 'text', ideaId, text: event.text, progress: Math.min(highestProgress, done) }];
      }
      case 'restarted':
        return [this.restart(event.attempt)];
      default:
        return [];
    }
  }

  private restart(attempt: number): IdeaEvent {
    this.attempt = attempt;
    this.hasBegun = false;
    return { type: 'restart', ideaId: this.ideaId, attempt };
  }
}
