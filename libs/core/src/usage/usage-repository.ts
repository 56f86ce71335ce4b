import type { ModelUsage } from './model-usage.js';

/** Where the use of models is remembered. Every adapter passes `test/conformance/usage-repository.ts`. */
export abstract class UsageRepository {
  abstract all(): Promise<ModelUsage[]>;

  /** Adds one use of `seconds` to a model; concurrent calls all count. */
  abstract add(model: string, seconds: number, at: Date): Promise<void>;
}
