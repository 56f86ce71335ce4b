import { randomInt, randomUUID } from 'node:crypto';
import { concatMap, from, map, mergeMap, type Observable } from 'rxjs';
import type { IdeaRepository } from '../ideas/idea-repository.js';
import type { ModelRegistry } from '../models/model-registry.js';
import type { TextEvent, TextRequest } from '../models/text-generation.js';
import { renderPrompt } from '../prompts/render-prompt.js';
import type { GenerationRequest } from './generation-request.js';
import { Generations, type NumberedTextEvent, type WriteOptions } from './generations.js';
import { IdeaDraft } from './idea-draft.js';
import type { IdeaEvent } from './idea-event.js';
import { OpenWork } from './open-work.js';
import { progressOf } from './progress.js';
import { temperatureOf } from './temperature.js';

/** Generations whose texts are written by the registry of this process. */
export class LocalGenerations extends Generations {
  private readonly work = new OpenWork();

  constructor(
    private readonly registry: ModelRegistry,
    private readonly ideas: IdeaRepository,
    /** Hears how many seconds it took to keep an idea. */
    private readonly onKept: (seconds: number) => void = () => undefined,
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
      return this.registry
        .generate(key, this.textRequest(key, request), request.client)
        .pipe(concatMap((event) => this.tell(draft, event)));
    });
  }

  override write(
    model: string,
    requests: readonly TextRequest[],
    { client, parallel }: WriteOptions,
  ): Observable<NumberedTextEvent> {
    const write = (request: TextRequest, index: number): Observable<NumberedTextEvent> =>
      this.registry.generate(model, request, client).pipe(map((event) => ({ index, event })));
    return this.work.run(() => from(requests).pipe(mergeMap(write, parallel)));
  }

  override close(seconds: number): Promise<void> {
    return this.work.close(seconds);
  }

  private textRequest(key: string, request: GenerationRequest): TextRequest {
    const { creativityLevel, maxTokens, topP, topK } = request;
    const temperature = request.temperature ?? temperatureOf(creativityLevel);
    const seed = request.seed ?? randomInt(2 ** 32);
    const prompt = renderPrompt(request, this.registry.entry(key).promptTemplate);
    return { prompt, maxTokens, sampling: { temperature, topP, topK, seed } };
  }

  private async tell(draft: IdeaDraft, event: TextEvent): Promise<IdeaEvent> {
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
        const startedAt = performance.now();
        await this.ideas.save(idea);
        this.onKept((performance.now() - startedAt) / 1000);
        return { type: 'complete', ideaId: draft.id, idea };
      }
    }
  }
}
