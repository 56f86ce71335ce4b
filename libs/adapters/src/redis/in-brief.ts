import { joined, type LogEntry } from './log-entry.js';

/** Entries in brief: several texts as one, and of places in the queue the last. */
export function inBrief(entries: readonly LogEntry[]): LogEntry[] {
  const brief: LogEntry[] = [];
  for (const entry of entries) {
    const last = brief.at(-1);
    const both = joined(last, entry);
    if (both !== undefined || (isQueued(last) && isQueued(entry))) brief.pop();
    brief.push(both ?? entry);
  }
  return brief;
}

function isQueued(entry: LogEntry | undefined): boolean {
  return entry !== undefined && 'event' in entry && entry.event.type === 'queued';
}
