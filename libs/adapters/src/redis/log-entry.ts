import { MuseError, type ErrorCode, type FieldError } from '@muse/core/errors/muse-error.js';
import type { Owned } from '@muse/core/generations/event-log.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { joinCandidates } from '@muse/core/generations/join-candidates.js';
import type { TextEvent } from '@muse/core/models/text-generation.js';
import type { TextRestart } from '@muse/core/generations/generations.js';

/** Whose generation it is, which model writes it, and how many seconds it goes on without a reader. */
export interface LogHead extends Owned {
  model?: string;
  grace?: number;
}

/** What a log can tell: the events of a generation, or of a text that becomes no idea. */
export type LoggedEvent = IdeaEvent | TextEvent | TextRestart;

/** What stands in a log: first its head, then events, at the end the last event or why there is none. */
export type LogEntry = { head: LogHead } | { event: LoggedEvent } | { error: MuseError };

/** Its kind is the name of the field in the stream, so that scripts see an end without reading it. */
export interface StoredEntry {
  kind: 'head' | 'event' | 'end';
  value: string;
}

interface StoredError {
  code: ErrorCode;
  detail: string;
  errors?: readonly FieldError[];
  retryAfter?: number;
}

export function store(entry: LogEntry): StoredEntry {
  if ('head' in entry) return { kind: 'head', value: JSON.stringify(entry.head) };
  if ('event' in entry) return { kind: isLast(entry.event) ? 'end' : 'event', value: JSON.stringify(entry.event) };
  const { code, detail, errors, retryAfter } = entry.error;
  const stored: StoredError = { code, detail, errors, retryAfter };
  return { kind: 'end', value: JSON.stringify(stored) };
}

export function restore({ kind, value }: StoredEntry): LogEntry {
  const stored = JSON.parse(value) as LogHead | LoggedEvent | StoredError;
  if (kind === 'head') return { head: { ...(stored as LogHead), owner: (stored as LogHead).owner } };
  if ('code' in stored) return { error: new MuseError(stored.code, stored.detail, stored) };
  const event = stored as LoggedEvent;
  if (event.type !== 'complete') return { event };
  return { event: { ...event, idea: { ...event.idea, createdAt: new Date(event.idea.createdAt) } } };
}

/** Whether nothing can follow. */
export function isEnd(entry: LogEntry): boolean {
  return 'error' in entry || ('event' in entry && isLast(entry.event));
}

/** Adds an entry to others: to the last one, where both are text, or to the last one of the same candidate. */
export function gather(entries: LogEntry[], entry: LogEntry): void {
  // Candidates are written side by side, and what is told of one does not depend on the others.
  for (let place = entries.length - 1; place >= 0; place -= 1) {
    const both = joined(entries[place], entry);
    if (both !== undefined) {
      entries[place] = both;
      return;
    }
    if (!isCandidate(entry) || !isCandidate(entries[place])) break;
  }
  entries.push(entry);
}

/** Whether it is text, of which more may come at once. */
export function isText(entry: LogEntry): entry is { event: Extract<LoggedEvent, { text: string }> } {
  return 'event' in entry && 'text' in entry.event;
}

/** Two texts that follow each other, as one; undefined where they are something else. */
function joined(one: LogEntry, other: LogEntry): LogEntry | undefined {
  if (!isText(one) || !isText(other)) return undefined;
  const [earlier, later] = [one.event, other.event];
  if (earlier.type === 'candidate' && later.type === 'candidate') {
    return earlier.index === later.index ? { event: joinCandidates(earlier, later) } : undefined;
  }
  if (earlier.type === 'candidate' || later.type === 'candidate') return undefined;
  return { event: { ...later, text: earlier.text + later.text, ...logprobsOf(earlier, later) } };
}

function isCandidate(entry: LogEntry): boolean {
  return isText(entry) && entry.event.type === 'candidate';
}

function logprobsOf(...events: LoggedEvent[]): Pick<TextEvent & { type: 'text' }, 'logprobs'> {
  const logprobs = events.flatMap((event) => ('logprobs' in event ? (event.logprobs ?? []) : []));
  return logprobs.length === 0 ? {} : { logprobs };
}

function isLast({ type }: LoggedEvent): boolean {
  return type === 'complete' || type === 'finished';
}
