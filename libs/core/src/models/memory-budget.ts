import type { CatalogEntry } from './catalog-entry.js';

/** Bytes in a GB, as sizes of files are given. */
const giga = 1e9;
/**
 * What the weights grow to in memory, and what a process with its KV cache and prefix cache takes besides. Rough: muse-mini takes
 * 0.13 GB when it is loaded and 0.26 after 256 long texts; a model of 0.14 GB (135M, q8) was seen to take 0.5 and 0.65 to 0.75.
 */
const growth = 1.3;
const perProcess = 0.3;

type Sized = Pick<CatalogEntry, 'key' | 'sizeGb'>;

/** The memory that one process with the model is expected to take, in GB. */
export function memoryOf({ sizeGb }: Pick<CatalogEntry, 'sizeGb'>): number {
  return sizeGb * growth + perProcess;
}

/** The memory that all loaded models may take together, in GB. @param limitGb 0 for three fifths of the machine's */
export function memoryLimit(limitGb: number, machineBytes: number): number {
  return limitGb === 0 ? (machineBytes / giga) * 0.6 : limitGb;
}

/** Whether models fit into the memory that all of them may take together. */
export class MemoryBudget {
  /**
   * @param runnersOf processes that each hold the model's weights
   * @param measuredOf GB that one of them was seen to take; undefined for a model that has not run yet
   */
  constructor(
    readonly limitGb: number,
    private readonly runnersOf: (entry: Sized) => number = () => 1,
    private readonly measuredOf: (key: string) => number | undefined = () => undefined,
  ) {}

  /** GB that a model takes with all its processes. A process grows while it works: less than expected may be too early to say. */
  neededFor(entry: Sized): number {
    return this.runnersOf(entry) * Math.max(memoryOf(entry), this.measuredOf(entry.key) ?? 0);
  }

  fits(entries: readonly Sized[]): boolean {
    return entries.reduce((sum, entry) => sum + this.neededFor(entry), 0) <= this.limitGb;
  }
}
