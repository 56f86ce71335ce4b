import { randomUUID } from 'node:crypto';
import { catchError, concat, concatMap, defer, EMPTY, from, ignoreElements, type Observable, of } from 'rxjs';
import type { GenerationRequest } from '../generations/generation-request.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import { replay } from '../generations/replay.js';
import type { Idea } from '../ideas/idea.js';
import type { IdeaRepository } from '../ideas/idea-repository.js';
import type { BatchDiversity } from './batch-diversity.js';
import { maxRewritings, rewritingOf } from './rewriting.js';

/** One place of a batch. */
interface Place {
  first: GenerationRequest;
  keepsAngle: boolean;
  generate: (request: GenerationRequest) => Observable<IdeaEvent>;
  /** Of what its reader was told; every restart is another. */
  attempt: number;
}

/**
 * Has the places of a batch whose idea is a near-duplicate written again. A place has an idea at any time: the one that it had is
 * deleted when the next is kept, and stays where the next fails.
 */
export class Rewriter {
  /** @param observe hears of a collapsed idea that could not be deleted */
  constructor(
    private readonly diversity: BatchDiversity,
    private readonly ideas: Pick<IdeaRepository, 'delete'>,
    private readonly observe: (ideaId: string, error: unknown) => void,
  ) {}

  /**
   * Cold. The events of one place; before it is written again, `restart`. It fails only where its first idea does.
   * @param keepsAngle whether the angle was wished for, and stays
   * @param generate the work itself; it may wait for a place in a queue
   */
  write(
    first: GenerationRequest,
    keepsAngle: boolean,
    generate: (request: GenerationRequest) => Observable<IdeaEvent>,
  ): Observable<IdeaEvent> {
    return defer(() => {
      const place: Place = { first, keepsAngle, generate, attempt: 1 };
      return this.follow(place, generate(first), 0);
    });
  }

  private follow(place: Place, events: Observable<IdeaEvent>, rewriting: number, before?: Idea): Observable<IdeaEvent> {
    return events.pipe(
      concatMap((event) => {
        // Another worker had to begin anew: for the reader one more start, like a rewriting.
        if (event.type === 'restart') return of({ ...event, attempt: ++place.attempt });
        return event.type === 'complete' ? this.judge(place, event.idea, rewriting, before) : of(event);
      }),
    );
  }

  /** What follows on a kept idea. Decided at once, so that of two that are finished together one is judged by the other. */
  private judge(place: Place, idea: Idea, rewriting: number, before?: Idea): Observable<IdeaEvent> {
    const replaced = before === undefined ? EMPTY : this.delete(before);
    if (rewriting < maxRewritings && this.diversity.hasLike(idea)) {
      if (rewriting === 0) this.diversity.rewrite();
      return concat(replaced, this.rewrite(place, idea, rewriting + 1));
    }
    this.diversity.add(idea);
    return concat(replaced, of<IdeaEvent>({ type: 'complete', ideaId: idea.id, idea }));
  }

  private rewrite(place: Place, collapsed: Idea, rewriting: number): Observable<IdeaEvent> {
    const ideaId = randomUUID();
    const restart: IdeaEvent = { type: 'restart', ideaId, attempt: ++place.attempt };
    const wish = { ...rewritingOf(place.first, rewriting, place.keepsAngle), ideaId };
    const events = defer(() => place.generate(wish));
    return concat(
      of(restart),
      this.follow(place, events, rewriting, collapsed).pipe(catchError(() => this.goBack(place, collapsed))),
    );
  }

  /** Nothing better could be written: the place has the idea that it had, and its reader hears that one again. */
  private goBack(place: Place, idea: Idea): Observable<IdeaEvent> {
    this.diversity.add(idea);
    return from(replay(idea, idea.text ?? `${idea.title}\n${idea.content}`, ++place.attempt));
  }

  private delete({ id }: Idea): Observable<never> {
    return defer(() => this.ideas.delete(id)).pipe(
      ignoreElements(),
      catchError((error: unknown) => {
        this.observe(id, error);
        return EMPTY;
      }),
    );
  }
}
