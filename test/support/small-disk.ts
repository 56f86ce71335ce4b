import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from './models.js';

const mounted = new Set<string>();

// Before the folder under it is removed.
afterAll(() => {
  for (const folder of mounted) execFileSync('umount', ['--lazy', folder]);
  mounted.clear();
});

/** Whether this machine lets us make a disk of our own. */
export const canMount = tryToMount();

/** A disk of so many KiB, in memory; its writers get ENOSPC when it is full. */
export class SmallDisk {
  readonly folder = newFolder();
  private readonly filler = join(this.folder, 'filler');

  constructor(kilobytes: number) {
    mount(this.folder, kilobytes);
    mounted.add(this.folder);
  }

  /** Leaves no byte free. */
  fill(): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(this.filler, Buffer.alloc(bavail * bsize));
  }

  free(): void {
    truncateSync(this.filler);
    rmSync(this.filler);
  }
}

/** The size that no file of a process may pass from now on, in bytes: a write beyond it fails with EFBIG. */
export function limitFiles(pid: number, bytes: number | 'unlimited'): void {
  // The soft limit alone: it can be taken back.
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
}

function mount(folder: string, kilobytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], { stdio: 'pipe' });
}

function tryToMount(): boolean {
  const folder = newFolder();
  try {
    mount(folder, 64);
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  }
}
