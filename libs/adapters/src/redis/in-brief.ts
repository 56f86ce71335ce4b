import { joined, type LogEntry } from './log-entry.js';

/** Entries in brief: several texts as one, the last place in the queue, and nothing of what a restart made void. */
export function inBrief(entries: readonly LogEntry[]): LogEntry[] {
  const brief: LogEntry[] = [];
  for (const entry of sinceRestart(entries)) {
    const last = brief.at(-1);
    const both = joined(last, entry);
    if (both !== undefined || (isQueued(last) && isQueued(entry))) brief.pop();
    brief.push(both ?? entry);
  }
  return brief;
}

function sinceRestart(entries: readonly LogEntry[]): readonly LogEntry[] {
  const restart = entries.findLastIndex(
    (entry) => 'event' in entry && (entry.event.type === 'restart' || entry.event.type === 'restarted'),
  );
  return restart < 0 ? entries : entries.slice(restart);
}

function isQueued(entry: LogEntry | undefined): boolean {
  return entry !== undefined && 'event' in entry && entry.event.type === 'queued';
}
