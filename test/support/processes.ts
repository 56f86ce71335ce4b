import { readdirSync, readFileSync } from 'node:fs';
import { eventually } from './wait.js';

interface Process {
  pid: number;
  parent: number;
  /** R, S, D, T (stopped), Z, ... */
  state: string;
  command: string;
}

/** Process ids of the runners that work for a service. */
export function runnersOf(service: number): number[] {
  return processes()
    .filter(({ parent, command }) => parent === service && isRunner(command))
    .map(({ pid }) => pid);
}

/** Resolves when none of these runners exists any more. */
export async function runnersToEnd(pids: readonly number[]): Promise<void> {
  await eventually(
    () => (livingRunners(pids).length === 0 ? true : undefined),
    `the runners ${pids.join(', ')} to end`,
  );
}

/** Those of these runners that still exist. Where nobody reaps them, ended ones remain as zombies: without a command line. */
export function livingRunners(pids: readonly number[]): number[] {
  return processes()
    .filter(({ pid, command }) => pids.includes(pid) && isRunner(command))
    .map(({ pid }) => pid);
}

/** Runners of a service, alive or not, that work with this DATA_DIR: those that have lost it are found, too. */
export function runnersWithData(dataDir: string): number[] {
  return processes()
    .filter(({ command }) => isRunner(command))
    .map(({ pid }) => pid)
    .filter((pid) => environmentOf(pid).includes(`DATA_DIR=${dataDir}`));
}

/** Process ids of everything that a process has started and that still runs. */
export function childrenOf(parent: number): number[] {
  return processes()
    .filter((process) => process.parent === parent && process.state !== 'Z')
    .map(({ pid }) => pid);
}

/** Whether a process still runs: one that has ended and that nobody has asked for does not. */
export function isRunning(pid: number): boolean {
  return processes().some((process) => process.pid === pid && process.state !== 'Z');
}

/** Whether a process stands still after a SIGSTOP. */
export function isStopped(pid: number): boolean {
  return processes().some((process) => process.pid === pid && process.state === 'T');
}

/** Resident memory of a process, in MiB. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return []; // it ended while we looked
  }
}

function isRunner(command: string): boolean {
  return command.includes('apps/runner');
}

function processes(): Process[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      // pid (name) state ppid ...; the name may hold blanks and brackets itself.
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [{ pid: Number(pid), parent: Number(parent), state, command }];
    } catch {
      return []; // it ended while we looked
    }
  });
}
