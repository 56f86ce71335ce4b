import { concat, defer, from, type Observable, of, Subject, throwError } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import { EventLog, type Owned } from './event-log.js';
import type { CandidateText, IdeaEvent } from './idea-event.js';
import { joinCandidates } from './join-candidates.js';
import { streamNotFound } from './stream-not-found.js';

export interface LogBounds {
  /** Logs of ended generations that are kept at most. */
  logs: number;
  /** Characters (UTF-16 units) that their texts have together at most. */
  characters: number;
}

/** One generation in brief: how it stands since it was started the last time, and all its text as one. */
interface Log extends Owned {
  restart?: IdeaEvent;
  queued?: IdeaEvent;
  /** By index: the text so far, or how it ended. */
  candidates: Map<number, CandidateText | (IdeaEvent & { type: 'candidate_done' })>;
  start?: IdeaEvent;
  text?: IdeaEvent & { type: 'text' };
  end?: IdeaEvent | MuseError;
  live: Subject<IdeaEvent>;
}

/**
 * An event log in the memory of this process. Those that run are bounded by the queues and by `max_tokens`; of those that have
 * ended, the oldest go when there are too many.
 */
export class MemoryEventLog extends EventLog {
  private readonly logs = new Map<string, Log>();
  /** Ids of the logs that have ended, the oldest first, with the length of their text. */
  private readonly ended = new Map<string, number>();
  private characters = 0;

  constructor(private readonly bounds: LogBounds) {
    super();
  }

  override open(id: string, owner: string | undefined): void {
    this.logs.set(id, { owner, candidates: new Map(), live: new Subject() });
  }

  override append(id: string, event: IdeaEvent): void {
    const log = this.logs.get(id);
    if (log === undefined) return;
    note(log, event);
    log.live.next(event);
    if (event.type !== 'complete') return;
    log.live.complete();
    this.keep(id, log);
  }

  override fail(id: string, error: MuseError): void {
    const log = this.logs.get(id);
    if (log === undefined) return;
    log.end = error;
    log.live.error(error);
    this.keep(id, log);
  }

  override remove(id: string): void {
    this.logs.delete(id);
    this.characters -= this.ended.get(id) ?? 0;
    this.ended.delete(id);
  }

  override async find(id: string): Promise<Owned | undefined> {
    const log = this.logs.get(id);
    return log && { owner: log.owner };
  }

  override read(id: string): Observable<IdeaEvent> {
    return defer(() => {
      const log = this.logs.get(id);
      return log === undefined ? throwError(() => streamNotFound(id)) : concat(from(past(log)), rest(log));
    });
  }

  private keep(id: string, log: Log): void {
    const length = charactersOf(log);
    this.ended.set(id, length);
    this.characters += length;
    for (const oldest of this.ended.keys()) {
      if (this.ended.size <= this.bounds.logs && this.characters <= this.bounds.characters) return;
      this.remove(oldest);
    }
  }
}

function note(log: Log, event: IdeaEvent): void {
  switch (event.type) {
    case 'queued':
      log.queued = event;
      return;
    case 'candidate': {
      const known = log.candidates.get(event.index);
      log.candidates.set(event.index, known?.type === 'candidate' ? joinCandidates(known, event) : event);
      return;
    }
    case 'candidate_done':
      log.candidates.set(event.index, event);
      return;
    case 'start':
      log.start = event;
      return;
    case 'text':
      log.text = { ...event, text: (log.text?.text ?? '') + event.text };
      return;
    case 'restart':
      Object.assign(log, { restart: event, queued: undefined, start: undefined, text: undefined });
      log.candidates.clear();
      return;
    case 'complete':
      log.end = event;
      // The idea has them.
      log.candidates.clear();
  }
}

function past({ restart, queued, candidates, start, text }: Log): IdeaEvent[] {
  const waits = start === undefined && candidates.size === 0;
  const sinceThen = waits ? [queued] : [...candidates.values(), start, text];
  return [restart, ...sinceThen].filter((event) => event !== undefined);
}

/** Of all texts that it holds. */
function charactersOf({ candidates, text, end }: Log): number {
  const ofIdea = end === undefined || end instanceof MuseError || end.type !== 'complete' ? [] : end.idea.candidates;
  const all = [...candidates.values()].map((event) =>
    event.type === 'candidate' ? event.text : event.candidate.content,
  );
  const texts = [text?.text ?? '', ...all, ...(ofIdea ?? []).map(({ content }) => content)];
  return texts.reduce((sum, { length }) => sum + length, 0);
}

function rest({ end, live }: Log): Observable<IdeaEvent> {
  if (end === undefined) return live;
  return end instanceof MuseError ? throwError(() => end) : of(end);
}
