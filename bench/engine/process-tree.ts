import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a process and everything that it started have used. */
export interface TreeUse {
  cpuSeconds: number;
  /** Resident memory in MB (10^6 bytes), shared pages counted in each process. */
  memory: number;
  processes: number;
}

const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const pageSize = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }));

interface Stat {
  pid: number;
  parent: number;
  cpuSeconds: number;
  memory: number;
}

/** Reads /proc: Linux only. */
export function useOfTree(root: number): TreeUse {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const stats = all.flatMap(readStat);
  const tree = [root];
  for (const pid of tree) tree.push(...stats.filter(({ parent }) => parent === pid).map((stat) => stat.pid));
  const members = stats.filter(({ pid }) => tree.includes(pid));
  return {
    cpuSeconds: sum(members.map(({ cpuSeconds }) => cpuSeconds)),
    memory: sum(members.map(({ memory }) => memory)),
    processes: members.length,
  };
}

const idleWindow = 100;

/** Resolves when a process and everything that it started compute no more, with the milliseconds until then. */
export async function untilIdle(root: number): Promise<number> {
  const started = performance.now();
  for (let before = useOfTree(root).cpuSeconds; ;) {
    const elapsed = performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, idleWindow));
    const { cpuSeconds } = useOfTree(root);
    // One tick may be a timer or a garbage collection.
    if (cpuSeconds - before <= 1.5 / ticks) return elapsed;
    before = cpuSeconds;
  }
}

function readStat(pid: string): Stat[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // pid (name) state ppid ...; the name may hold blanks and brackets itself. See proc(5) for the places.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticks;
    return [{ pid: Number(pid), parent: Number(fields[1]), cpuSeconds, memory: (Number(fields[21]) * pageSize) / 1e6 }];
  } catch {
    return []; // it ended while we looked
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
