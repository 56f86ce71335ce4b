import { gather, type LogEntry } from './log-entry.js';

/** Entries in brief: several texts as one, and of places in the queue the last. */
export function inBrief(entries: readonly LogEntry[]): LogEntry[] {
  const brief: LogEntry[] = [];
  for (const entry of entries) {
    if (isQueued(brief.at(-1)) && isQueued(entry)) brief.pop();
    gather(brief, entry);
  }
  return brief;
}

function isQueued(entry: LogEntry | undefined): boolean {
  return entry !== undefined && 'event' in entry && entry.event.type === 'queued';
}
