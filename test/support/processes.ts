import { readdirSync, readFileSync } from 'node:fs';
import { eventually } from './wait.js';

interface Process {
  pid: number;
  parent: number;
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
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return [{ pid: Number(pid), parent, command }];
    } catch {
      return []; // it ended while we looked
    }
  });
}
