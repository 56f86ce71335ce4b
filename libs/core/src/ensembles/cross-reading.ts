import { catchError, defer, EMPTY, from, ignoreElements, merge, mergeMap, type Observable, tap } from 'rxjs';
import { byModel } from '../batch/batch-plan.js';
import { MuseError } from '../errors/muse-error.js';
import type { CandidateDraft } from './candidate-draft.js';
import type { EnsemblePlan } from './ensemble-plan.js';
import type { EnsembleRequest, EnsembleTools } from './ensemble-tools.js';
import { MeanLogprob } from './mean-logprob.js';
import type { ModelTask } from './model-task.js';
import { writeOptionsOf } from './write-options-of.js';

interface Reading extends ModelTask {
  draft: CandidateDraft;
}

/** Has the candidates read by other models of their ensemble, which says how likely those hold them. */
export class CrossReading {
  constructor(
    private readonly request: EnsembleRequest,
    private readonly plan: EnsemblePlan,
    private readonly tools: EnsembleTools,
  ) {}

  /** Cold: models side by side. Tells nothing, and never errors: what cannot be read is not known. */
  events(drafts: readonly CandidateDraft[]): Observable<never> {
    const readings = drafts.flatMap((draft): Reading[] => {
      const task = this.plan.reading(draft);
      return task === undefined ? [] : [{ ...task, draft }];
    });
    return from(byModel(readings)).pipe(
      mergeMap((ofModel) => merge(...ofModel.map((reading) => this.read(reading))), this.tools.sideBySide),
    );
  }

  private read({ model, request, draft }: Reading): Observable<never> {
    return defer(() => {
      let mean = new MeanLogprob();
      return this.tools.generations.write(model, [request], writeOptionsOf(this.request)).pipe(
        tap(({ event }) => {
          if (event.type === 'restarted') mean = new MeanLogprob();
          if (event.type === 'text') mean.add(event.logprobs);
          if (event.type === 'finished') draft.crossLogprob = mean.value;
        }),
        ignoreElements(),
        catchError((error: unknown) => {
          this.tools.onFailure(MuseError.from(error));
          return EMPTY;
        }),
      );
    });
  }
}
