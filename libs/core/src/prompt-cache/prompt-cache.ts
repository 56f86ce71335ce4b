import type { Usage } from '../ideas/usage.js';

/** What a model wrote, and may be told again. */
export interface WrittenText {
  text: string;
  usage: Usage;
}

/** How much a cache holds at most; beyond, what was not asked for longest goes. */
export interface PromptCacheBounds {
  entries: number;
  /** Bytes of all texts together; one that is larger alone is not kept. */
  bytes: number;
  /** Seconds after which a text is forgotten, however often it was asked for. */
  seconds: number;
}

/**
 * Texts by what was asked, for a while. It never fails and nobody waits long for it: what cannot be found in time is not there.
 * Every adapter passes `test/conformance/prompt-cache.ts`.
 */
export abstract class PromptCache {
  /** @param key of `promptKey` */
  abstract find(key: string): Promise<WrittenText | undefined>;

  /** Keeps a text in place of what there was. */
  abstract keep(key: string, written: WrittenText): Promise<void>;

  /** Texts that are kept. */
  abstract count(): Promise<number>;
}
