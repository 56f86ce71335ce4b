/** The id of an entry in a log: the how manieth of a writer, which has a number itself. Redis takes only ids that grow. */
export interface EntryId {
  /** 0 is the process that took the request; 1 the first worker, 2 the one after it. */
  attempt: number;
  /** From 1 on, without a gap. */
  n: number;
}

/** The writer after all others: what it says ends a log, whoever else writes there. */
export const lastAttempt = Number.MAX_SAFE_INTEGER;

export function writeId({ attempt, n }: EntryId): string {
  return `${attempt}-${n}`;
}

export function readId(written: string): EntryId {
  const [attempt, n] = written.split('-').map(Number);
  return { attempt, n };
}

export function isAfter(one: EntryId, other: EntryId): boolean {
  return one.attempt === other.attempt ? one.n > other.n : one.attempt > other.attempt;
}

/** Whether nothing is missing between two entries; what a writer told last may be missing when the next one begins. */
export function follows(next: EntryId, before: EntryId | undefined): boolean {
  if (before === undefined) return next.attempt === 0 && next.n === 1;
  return next.attempt === before.attempt ? next.n === before.n + 1 : next.attempt > before.attempt && next.n === 1;
}
