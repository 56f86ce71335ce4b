import type { CatalogEntry } from './catalog-entry.js';

/** Bytes in a GB, as sizes of files are given. */
const giga = 1e9;
/** What the weights grow to in memory, and what a process with its KV cache takes besides. Rough, and rather too much. */
const growth = 1.3;
const perProcess = 0.3;

type Sized = Pick<CatalogEntry, 'sizeGb'>;

/** The memory that one process with the model is expected to take, in GB. */
export function memoryOf({ sizeGb }: Sized): number {
  return sizeGb * growth + perProcess;
}

/** The memory that all loaded models may take together, in GB. @param limitGb 0 for three fifths of the machine's */
export function memoryLimit(limitGb: number, machineBytes: number): number {
  return limitGb === 0 ? (machineBytes / giga) * 0.6 : limitGb;
}

/** Whether models fit into the memory that all of them may take together. */
export class MemoryBudget {
  /** @param runnersOf processes that each hold the model's weights */
  constructor(
    private readonly limitGb: number,
    private readonly runnersOf: (entry: Sized) => number = () => 1,
  ) {}

  fits(entries: readonly Sized[]): boolean {
    return entries.reduce((sum, entry) => sum + this.runnersOf(entry) * memoryOf(entry), 0) <= this.limitGb;
  }
}
