/**
 * Numbers that grow and survive a restart. Reading them costs the same however much was counted. Every adapter passes
 * `test/conformance/counters.ts`.
 */
export abstract class Counters {
  /** Adds to a counter, which begins at 0; concurrent calls all count. */
  abstract add(name: string, amount: number): Promise<void>;

  /** All counters whose name begins with `prefix`, without it. */
  abstract startingWith(prefix: string): Promise<ReadonlyMap<string, number>>;
}
