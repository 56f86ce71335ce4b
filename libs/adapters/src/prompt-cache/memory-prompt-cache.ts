import { PromptCache, type PromptCacheBounds, type WrittenText } from '@muse/core/prompt-cache/prompt-cache.js';
import { LRUCache } from 'lru-cache';

/** Texts in the memory of this process. */
export class MemoryPromptCache extends PromptCache {
  private readonly texts: LRUCache<string, WrittenText>;

  /** @param now seconds of a clock that never goes back */
  constructor({ entries, bytes, seconds }: PromptCacheBounds, now: () => number = () => performance.now() / 1000) {
    super();
    this.texts = new LRUCache<string, WrittenText>({
      max: entries,
      maxSize: bytes,
      sizeCalculation: ({ text }) => Math.max(1, Buffer.byteLength(text)),
      ttl: seconds * 1000,
      ttlResolution: 0,
      perf: { now: () => now() * 1000 },
    });
  }

  override async find(key: string): Promise<WrittenText | undefined> {
    return this.texts.get(key);
  }

  override async keep(key: string, written: WrittenText): Promise<void> {
    this.texts.set(key, written);
  }

  override async count(): Promise<number> {
    this.texts.purgeStale();
    return this.texts.size;
  }
}
