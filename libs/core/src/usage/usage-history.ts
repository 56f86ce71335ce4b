import type { ModelHistory } from '../preloading/preload-strategy.js';

/** What is known of the use of every model, by which it is ranked. */
export abstract class UsageHistory {
  abstract read(): Promise<readonly ModelHistory[]>;
}
