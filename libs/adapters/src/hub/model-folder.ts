import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogEntry, ModelSource } from '@muse/core/models/catalog-entry.js';
import { requiredFiles } from '@muse/core/models/model-files.js';
import { dtypeOf } from '../catalog/model-dtype.js';
import { hashOfFile, sizeOf } from './file-transfer.js';
import type { HubFile } from './hub-file.js';

/** In a folder that was downloaded: where it came from, and what every file has to be. */
const manifestFile = '.download.json';

interface Manifest {
  source: ModelSource;
  files: HubFile[];
}

/** The folder of a model, and the one beside it that a download fills. */
export class ModelFolder {
  private readonly partial: string;

  constructor(private readonly entry: CatalogEntry) {
    this.partial = `${entry.directory}.partial`;
  }

  /** Where a file lies while it is downloaded. */
  partOf(file: HubFile): string {
    return join(this.partial, file.path);
  }

  /**
   * Makes the finished download the model. The folder gets its name in one step; one that stood there without being a whole
   * model is kept as `.replaced`.
   */
  async moveIntoPlace(source: ModelSource, files: HubFile[]): Promise<void> {
    await this.removeStrangers(files);
    await writeFile(join(this.partial, manifestFile), JSON.stringify({ source, files } satisfies Manifest, null, 2));
    const { directory } = this.entry;
    if (existsSync(directory)) {
      await rm(`${directory}.replaced`, { recursive: true, force: true });
      await rename(directory, `${directory}.replaced`);
    }
    await rename(this.partial, directory);
  }

  /** Removes the model and what a download has left. */
  async remove(): Promise<void> {
    const { directory } = this.entry;
    // The name goes first: a kill while gigabytes are removed leaves no half model.
    if (existsSync(directory)) {
      await rm(this.partial, { recursive: true, force: true });
      await rename(directory, this.partial);
    }
    await rm(this.partial, { recursive: true, force: true });
  }

  /** What is wrong with the files; nothing where all is well. Files that were not downloaded can only be looked for. */
  async check(): Promise<{ hashed: boolean; problems: string[] }> {
    const { directory } = this.entry;
    const manifest = await readFile(join(directory, manifestFile), 'utf8').then(
      (text) => JSON.parse(text) as Manifest,
      () => undefined,
    );
    const dtype = dtypeOf(this.entry, Infinity);
    if (dtype === undefined) return { hashed: false, problems: ['there is no graph'] };
    const missing = requiredFiles(dtype).filter((file) => !existsSync(join(directory, file)));
    const problems = missing.map((file) => `${file} is missing`);
    for (const file of manifest?.files ?? []) {
      const path = join(directory, file.path);
      if (missing.includes(file.path)) continue;
      const size = await sizeOf(path);
      if (size !== file.size) problems.push(`${file.path} has ${size} bytes instead of ${file.size}`);
      else if ((await hashOfFile(path, file)).digest('hex') !== file.hash) problems.push(`${file.path} is damaged`);
    }
    return { hashed: manifest !== undefined, problems };
  }

  /** What an earlier try for another version has left does not belong to the model. */
  private async removeStrangers(files: HubFile[]): Promise<void> {
    const kept = new Set(files.map((file) => this.partOf(file)));
    const found = await readdir(this.partial, { recursive: true, withFileTypes: true });
    for (const item of found) {
      const path = join(item.parentPath, item.name);
      if (!item.isDirectory() && !kept.has(path)) await rm(path, { force: true });
    }
    for (const item of found.filter((one) => one.isDirectory())) {
      // Folders that are not empty stay.
      await rmdir(join(item.parentPath, item.name)).catch(() => undefined);
    }
  }
}
