import { randomUUID } from 'node:crypto';
import { concatMap, filter, from, map, mergeMap, type Observable } from 'rxjs';
import type { IdeaKeeper } from '../ideas/idea-keeper.js';
import type { ModelRegistry } from '../models/model-registry.js';
import type { TextEvent, TextRequest } from '../models/text-generation.js';
import { TextTrace } from '../tracing/text-trace.js';
import { noTracing, type Tracing } from '../tracing/tracing.js';
import type { GenerationRequest } from './generation-request.js';
import { Generations, type NumberedTextEvent, type WriteOptions } from './generations.js';
import { IdeaDraft } from './idea-draft.js';
import type { IdeaEvent } from './idea-event.js';
import { progressOf } from './progress.js';
import { RunningWork } from './running-work.js';
import { textRequestOf } from './text-request-of.js';

/** Generations whose texts are written by the registry of this process. */
export class LocalGenerations extends Generations {
  private readonly work = new RunningWork();

  constructor(
    private readonly registry: ModelRegistry,
    private readonly keeper: IdeaKeeper,
    private readonly tracing: Tracing = noTracing,
  ) {
    super();
  }

  override get active(): number {
    return this.work.active;
  }

  override get isClosed(): boolean {
    return this.work.isClosed;
  }

  override generate(request: GenerationRequest): Observable<IdeaEvent> {
    return this.work.run(() => {
      const key = request.model ?? this.registry.currentModel;
      const draft = new IdeaDraft(request.ideaId ?? randomUUID(), request, key);
      const trace = this.trace(key, textRequestOf(request, this.registry.entry(key).promptTemplate), request.trace);
      const events = this.text(key, request, trace).pipe(concatMap((event) => this.tell(draft, event, trace)));
      return trace.ending(events);
    });
  }

  override write(
    model: string,
    requests: readonly TextRequest[],
    options: WriteOptions,
  ): Observable<NumberedTextEvent> {
    const write = (request: TextRequest, index: number): Observable<NumberedTextEvent> => {
      const trace = this.trace(model, request, options.trace);
      return trace.ending(this.text(model, options, trace)).pipe(map((event) => ({ index, event })));
    };
    return this.work.run(() => from(requests).pipe(mergeMap(write, options.parallel)));
  }

  override close(seconds: number): Promise<void> {
    return this.work.close(seconds);
  }

  private trace(model: string, request: TextRequest, parent: string | undefined): TextTrace {
    const isLoaded = this.registry.statusOf(model) === 'loaded';
    const loaded = isLoaded ? undefined : this.registry.loaded.pipe(filter((key) => key === model));
    return new TextTrace(this.tracing, { model, request, parent, loaded });
  }

  private text(
    model: string,
    wish: Pick<WriteOptions, 'client' | 'waitedForModel'>,
    trace: TextTrace,
  ): Observable<TextEvent> {
    return trace.hearing(this.registry.generate(model, trace.request, wish.client, wish.waitedForModel));
  }

  private async tell(draft: IdeaDraft, event: TextEvent, trace: TextTrace): Promise<IdeaEvent> {
    switch (event.type) {
      case 'queued':
        return { type: 'queued', ideaId: draft.id, position: event.position };
      case 'started':
        draft.promptTokens = event.promptTokens;
        draft.maxTokens = event.maxTokens;
        return { type: 'start', ideaId: draft.id, modelUsed: draft.modelUsed };
      case 'text':
        draft.append(event.text);
        return {
          type: 'text',
          ideaId: draft.id,
          text: event.text,
          progress: progressOf(event.completionTokens, draft.maxTokens),
        };
      case 'finished': {
        const idea = draft.finish(event.completionTokens);
        await this.keeper.keep(idea, trace.context);
        return { type: 'complete', ideaId: draft.id, idea };
      }
    }
  }
}
