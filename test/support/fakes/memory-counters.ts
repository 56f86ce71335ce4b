import { Counters } from '@muse/core/statistics/counters.js';

/** Counters in a Map: passes `test/conformance/counters.ts` like the real ones. */
export class MemoryCounters extends Counters {
  private readonly values = new Map<string, number>();

  override async add(name: string, amount: number): Promise<void> {
    this.values.set(name, (this.values.get(name) ?? 0) + amount);
  }

  override async startingWith(prefix: string): Promise<ReadonlyMap<string, number>> {
    const found = [...this.values].filter(([name]) => name.startsWith(prefix));
    return new Map(found.map(([name, value]) => [name.slice(prefix.length), value]));
  }
}
