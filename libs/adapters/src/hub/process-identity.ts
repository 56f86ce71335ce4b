import { readFileSync } from 'node:fs';

/** A process that cannot be taken for a later one with the same id. */
export interface ProcessIdentity {
  pid: number;
  /** When it began, in ticks since the machine did; 0 where the system does not say. */
  started: number;
}

/** This process. */
export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, started: readStat(process.pid)?.started ?? 0 };
}

/** Whether a process still runs. One that was killed and whose parent has not noticed runs no more. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  const stat = readStat(pid);
  if (stat !== undefined) return stat.started === started && !stat.dead;
  return started === 0 && answers(pid);
}

/** What Linux says of a process: pid (name) state ppid ...; the name may hold blanks and brackets itself. */
function readStat(pid: number): { started: number; dead: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { started: Number(fields[19]), dead: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return undefined;
  }
}

function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
