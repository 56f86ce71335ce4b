import { promptCacheSuite } from '../../../../test/conformance/prompt-cache.js';
import { MemoryPromptCache } from './memory-prompt-cache.js';

describe('MemoryPromptCache', () => {
  promptCacheSuite(async (bounds, clock) => new MemoryPromptCache(bounds, clock));
});
