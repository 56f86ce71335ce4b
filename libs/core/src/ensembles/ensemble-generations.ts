import type { Observable } from 'rxjs';
import type { GenerationRequest } from '../generations/generation-request.js';
import { GenerationsAround } from '../generations/generations-around.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { EnsembleRun } from './ensemble-run.js';
import type { EnsembleTools } from './ensemble-tools.js';

/**
 * Generations that have several candidates written where a request wants an ensemble; what else is wanted, and the texts of the
 * candidates, is work of the others.
 */
export class EnsembleGenerations extends GenerationsAround {
  constructor(private readonly tools: EnsembleTools) {
    super(tools.generations);
  }

  override generate(request: GenerationRequest): Observable<IdeaEvent> {
    const { ensemble } = request;
    if (ensemble === undefined) return this.generations.generate(request);
    return this.work.run(() => new EnsembleRun({ ...request, ensemble }, this.tools).events());
  }
}
