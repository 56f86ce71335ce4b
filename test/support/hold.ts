import { mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preloaded } from './preload.js';
import { isStopped } from './processes.js';
import { eventually } from './wait.js';

/** A place where a process shall stand still; see `preload/hold.mjs`. */
export type Place =
  { event: 'text' | 'finished'; count?: number; when: 'before' | 'after' } | { sql: string; count?: number };

const folders = new Set<string>();

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
});

/** Lets a service or one of its runners stand still at an exact place. */
export class Hold {
  private readonly folder = mkdtempSync(join(tmpdir(), 'muse-hold-'));

  constructor() {
    folders.add(this.folder);
  }

  /** Settings of a service that can be held. */
  get env(): Record<string, string> {
    return { ...preloaded('hold'), MUSE_HOLD_FILE: join(this.folder, 'place') };
  }

  /** The next process that comes to this place stands still there. */
  at(place: Place): void {
    for (const file of readdirSync(this.folder)) rmSync(join(this.folder, file));
    // Renamed into place: nobody reads half of it.
    writeFileSync(join(this.folder, 'next'), JSON.stringify(place));
    renameSync(join(this.folder, 'next'), join(this.folder, 'place'));
  }

  /** Resolves with the id of the process that stands still. */
  async held(): Promise<number> {
    return eventually(() => {
      const pid = Number(/^place\.(\d+)$/.exec(readdirSync(this.folder).join())?.[1]);
      return pid > 0 && isStopped(pid) ? pid : undefined;
    }, 'a process to stand still');
  }
}
