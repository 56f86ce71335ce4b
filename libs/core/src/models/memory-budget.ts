import type { CatalogEntry } from './catalog-entry.js';

/** Bytes in a GB, as sizes of files are given. */
const giga = 1e9;
/** What the weights grow to in memory, and what a process with its KV cache takes besides. Rough, and rather too much. */
const growth = 1.3;
const perProcess = 0.3;

/** The memory that a loaded model is expected to take, in GB. */
export function memoryOf({ sizeGb }: Pick<CatalogEntry, 'sizeGb'>): number {
  return sizeGb * growth + perProcess;
}

/** Whether models fit into the memory that all of them may take together. */
export class MemoryBudget {
  private readonly limit: number;

  /** @param limitGb 0 for three fifths of the machine's memory, which is `machineBytes` */
  constructor(limitGb: number, machineBytes: number) {
    this.limit = limitGb === 0 ? (machineBytes / giga) * 0.6 : limitGb;
  }

  fits(entries: readonly Pick<CatalogEntry, 'sizeGb'>[]): boolean {
    return entries.reduce((sum, entry) => sum + memoryOf(entry), 0) <= this.limit;
  }
}
