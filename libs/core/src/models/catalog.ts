import { MuseError } from '../errors/muse-error.js';
import type { CatalogEntry } from './catalog-entry.js';

/** The models that may be loaded. Only its keys reach a model: a path or hub id of a client's never does. */
export class Catalog {
  private readonly entries: ReadonlyMap<string, CatalogEntry>;

  constructor(entries: readonly CatalogEntry[]) {
    this.entries = new Map(entries.map((entry) => [entry.key, entry]));
  }

  get keys(): readonly string[] {
    return [...this.entries.keys()];
  }

  all(): readonly CatalogEntry[] {
    return [...this.entries.values()];
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  /** @throws MuseError `model_not_found`, with the keys that exist. */
  get(key: string): CatalogEntry {
    const entry = this.entries.get(key);
    if (entry === undefined) {
      throw new MuseError('model_not_found', `There is no model "${key}". Known models: ${this.keys.join(', ')}.`);
    }
    return entry;
  }
}
