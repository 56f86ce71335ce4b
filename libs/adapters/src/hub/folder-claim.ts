import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import { isAlive, type ProcessIdentity, thisProcess } from './process-identity.js';

/** How often somebody looks again who saw another claim: both may have come in the same moment, and both stood back. */
const looks = 5;

/**
 * Does the work while no other process of this machine works on the files of the model.
 *
 * Every process says first that it wants to, in a file of its own beside the model's folder, and looks then who else has said so:
 * of two, one at least sees the other, and whoever sees another stands back. What a killed process has left names a process that
 * is no more, and counts for nothing. Where processes do not see each other (containers on one volume), nobody stands back.
 *
 * @throws MuseError `model_in_use` that names the other process
 */
export async function withClaim<T>(entry: CatalogEntry, work: () => Promise<T>): Promise<T> {
  const claim = claimFile(entry.directory, thisProcess());
  await stake(entry, claim);
  try {
    return await work();
  } finally {
    rmSync(claim, { force: true });
  }
}

async function stake({ key, directory }: CatalogEntry, claim: string): Promise<void> {
  mkdirSync(dirname(directory), { recursive: true });
  for (let look = 1; ; look += 1) {
    writeFileSync(claim, '');
    const other = othersAt(directory).find(isAlive);
    if (other === undefined) return;
    rmSync(claim, { force: true });
    if (look === looks) {
      throw new MuseError(
        'model_in_use',
        `Process ${other.pid} works on the files of ${key}; try again when it has ended.`,
      );
    }
    await sleep(Math.random() * 100);
  }
}

/** The processes that have a claim beside ours; claims of the dead are removed. */
function othersAt(directory: string): ProcessIdentity[] {
  const own = thisProcess();
  return readdirSync(dirname(directory)).flatMap((file) => {
    const owner = ownerOf(file, directory);
    if (owner === undefined || owner.pid === own.pid) return [];
    if (isAlive(owner)) return [owner];
    rmSync(claimFile(directory, owner), { force: true });
    return [];
  });
}

function claimFile(directory: string, { pid, started }: ProcessIdentity): string {
  return join(dirname(directory), `${basename(directory)}.partial.of-${pid}-${started}`);
}

function ownerOf(file: string, directory: string): ProcessIdentity | undefined {
  const beginning = `${basename(directory)}.partial.of-`;
  const numbers = file.startsWith(beginning) ? /^(\d+)-(\d+)$/.exec(file.slice(beginning.length)) : null;
  return numbers === null ? undefined : { pid: Number(numbers[1]), started: Number(numbers[2]) };
}
