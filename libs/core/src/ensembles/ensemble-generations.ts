import type { Observable } from 'rxjs';
import type { GenerationRequest } from '../generations/generation-request.js';
import { Generations, type NumberedTextEvent, type WriteOptions } from '../generations/generations.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { RunningWork } from '../generations/running-work.js';
import type { TextRequest } from '../models/text-generation.js';
import { EnsembleRun } from './ensemble-run.js';
import type { EnsembleTools } from './ensemble-tools.js';

/** Generations that have several candidates written where a request wants an ensemble; what else is wanted, the others do. */
export class EnsembleGenerations extends Generations {
  /** The ensembles; their texts are work of the other generations. */
  private readonly work = new RunningWork();
  private readonly generations: Generations;

  constructor(private readonly tools: EnsembleTools) {
    super();
    this.generations = tools.generations;
  }

  override get active(): number {
    return this.generations.active + this.work.active;
  }

  override get isClosed(): boolean {
    return this.generations.isClosed;
  }

  override generate(request: GenerationRequest): Observable<IdeaEvent> {
    const { ensemble } = request;
    if (ensemble === undefined) return this.generations.generate(request);
    return this.work.run(() => new EnsembleRun({ ...request, ensemble }, this.tools).events());
  }

  override write(
    model: string,
    requests: readonly TextRequest[],
    options: WriteOptions,
  ): Observable<NumberedTextEvent> {
    return this.generations.write(model, requests, options);
  }

  override async close(seconds: number): Promise<void> {
    await Promise.all([this.generations.close(seconds), this.work.close(seconds)]);
  }
}
