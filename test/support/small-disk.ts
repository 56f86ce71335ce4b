import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mounted = new Set<string>();

afterAll(() => {
  for (const folder of mounted) unmount(folder);
  mounted.clear();
});

/** Whether this machine lets us make a disk of our own. */
export const canMount = tryToMount();

/** A disk of so many KiB, in memory; its writers get ENOSPC when it is full. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'muse-disk-'));
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

function unmount(folder: string): void {
  // Lazily: a service that has just been killed may still be there.
  execFileSync('umount', ['--lazy', folder]);
  rmSync(folder, { recursive: true });
}

function tryToMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'muse-disk-'));
  try {
    mount(folder, 64);
    unmount(folder);
    return true;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return false;
  }
}
