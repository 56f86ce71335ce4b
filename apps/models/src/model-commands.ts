import { isInstalled } from '@muse/adapters/catalog/model-dtype.js';
import { withClaim } from '@muse/adapters/hub/folder-claim.js';
import { ModelFolder } from '@muse/adapters/hub/model-folder.js';
import type { Downloads } from '@muse/core/downloads/downloads.js';
import type { Catalog } from '@muse/core/models/catalog.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import { progressLine } from './progress-line.js';

/** Where the commands write. */
export interface Terminal {
  write: (text: string) => void;
  /** Whether a line can be written over. */
  isTty: boolean;
}

/** What `npm run models` can do. */
export class ModelCommands {
  constructor(
    private readonly catalog: Catalog,
    private readonly downloads: Downloads,
    private readonly terminal: Terminal,
  ) {}

  list(): void {
    const entries = this.catalog.all();
    const width = Math.max(...entries.map(({ key }) => key.length));
    for (const entry of entries) {
      const size = `${entry.sizeGb} GB`.padStart(9);
      this.line(`${entry.key.padEnd(width)}  ${size}  ${entry.dtype.padEnd(5)}  ${stateOf(entry)}`);
    }
  }

  async pull(key: string): Promise<void> {
    if (isInstalled(this.catalog.get(key))) {
      this.line(`${key} is already here.`);
      return;
    }
    // A log gets a line for each tenth, a terminal one line that moves.
    let shown = -1;
    const show = (): void => {
      const progress = this.downloads.progressOf(key);
      if (progress === undefined) return;
      const tenth = Math.floor((10 * progress.bytes) / Math.max(1, progress.totalBytes));
      if (this.terminal.isTty) this.terminal.write(`\r${progressLine(progress)}\u001b[K`);
      else if (tenth !== shown) this.line(progressLine(progress));
      shown = tenth;
    };
    const timer = setInterval(show, 200);
    try {
      await this.downloads.complete(key);
    } finally {
      clearInterval(timer);
      if (this.terminal.isTty && shown >= 0) this.line('');
    }
    this.line(`${key} is here.`);
  }

  /** @returns whether there was something that may be removed */
  async remove(key: string): Promise<boolean> {
    const entry = this.catalog.get(key);
    if (entry.source === undefined) {
      // Whoever put it there may have no other copy.
      this.line(`${key} stays: it could not be downloaded again.`);
      return false;
    }
    await withClaim(entry, () => new ModelFolder(entry).remove());
    this.line(`${key} is removed.`);
    return true;
  }

  /** @returns whether the files are what they have to be */
  async check(key: string): Promise<boolean> {
    const { hashed, problems } = await new ModelFolder(this.catalog.get(key)).check();
    for (const problem of problems) this.line(`${key}: ${problem}`);
    if (problems.length > 0) return false;
    this.line(hashed ? `${key}: every file has the right size and hash.` : `${key}: the files are there, without hashes.`);
    return true;
  }

  private line(text: string): void {
    this.terminal.write(`${text}\n`);
  }
}

function stateOf(entry: CatalogEntry): string {
  if (isInstalled(entry)) return 'here';
  if (entry.source === undefined) return entry.reason ?? '';
  const { repository, revision } = entry.source;
  return `${repository}@${revision}${entry.verified === null ? ' (unverified)' : ''}`;
}
