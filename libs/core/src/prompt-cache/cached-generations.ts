import { randomUUID } from 'node:crypto';
import { concatMap, defer, from, type Observable, switchMap, tap } from 'rxjs';
import type { GenerationRequest } from '../generations/generation-request.js';
import type { Generations } from '../generations/generations.js';
import { GenerationsAround } from '../generations/generations-around.js';
import { IdeaDraft } from '../generations/idea-draft.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { replay } from '../generations/replay.js';
import type { Idea } from '../ideas/idea.js';
import type { IdeaKeeper } from '../ideas/idea-keeper.js';
import type { Models } from '../models/models.js';
import type { PromptCache, WrittenText } from './prompt-cache.js';
import { isRepeatable, promptKey } from './prompt-key.js';

export interface CachedTools {
  models: Pick<Models, 'currentModel' | 'state'>;
  keeper: IdeaKeeper;
  cache: PromptCache;
  /** Hears of every request that the cache could have answered. */
  observe: (outcome: 'hit' | 'miss') => void;
}

/**
 * Generations that need not write what was written before: a text that chance has no part in is told again, as a new idea, and
 * no model is asked. Two who ask for the same at the same time both have it written.
 */
export class CachedGenerations extends GenerationsAround {
  constructor(
    generations: Generations,
    private readonly tools: CachedTools,
  ) {
    super(generations);
  }

  override generate(request: GenerationRequest): Observable<IdeaEvent> {
    return defer(() => {
      // Why nothing can be written any more, the other generations say.
      if (!isRepeatable(request) || this.isClosed) return this.generations.generate(request);
      // With its model from here on: the current one may be another by the time the cache has answered.
      const model = request.model ?? this.tools.models.currentModel;
      return this.answer({ ...request, model }, promptKey(request, this.tools.models.state(model)), model);
    });
  }

  private answer(request: GenerationRequest, key: string, model: string): Observable<IdeaEvent> {
    const draft = new IdeaDraft(request.ideaId ?? randomUUID(), request, model);
    const found = this.work.run(() => from(this.tools.cache.find(key)));
    return found.pipe(
      switchMap((written) => {
        this.tools.observe(written === undefined ? 'miss' : 'hit');
        return written === undefined
          ? this.writeAnew(request, key)
          : this.work.run(() => this.tell(written, draft, request.trace));
      }),
    );
  }

  private writeAnew(request: GenerationRequest, key: string): Observable<IdeaEvent> {
    return this.generations.generate(request).pipe(
      tap((event) => {
        if (event.type === 'complete') void this.keep(key, event.idea);
      }),
    );
  }

  private async keep(key: string, { text, usage }: Idea): Promise<void> {
    if (text !== null) await this.tools.cache.keep(key, { text, usage });
  }

  /** Tells a text of before like any other: the idea is kept before anyone hears of it. */
  private tell({ text, usage }: WrittenText, draft: IdeaDraft, trace: string | undefined): Observable<IdeaEvent> {
    draft.promptTokens = usage.promptTokens;
    draft.append(text);
    const idea = { ...draft.finish(usage.completionTokens), cached: true };
    return from(replay(idea, text)).pipe(
      concatMap(async (event) => {
        if (event.type === 'complete') await this.tools.keeper.keep(event.idea, trace);
        return event;
      }),
    );
  }
}
