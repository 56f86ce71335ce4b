import type { PromptCache, PromptCacheBounds, WrittenText } from '@muse/core/prompt-cache/prompt-cache.js';
import fc from 'fast-check';
import type { Clock } from './rate-limiter.js';

const written = (text: string): WrittenText => ({ text, usage: { promptTokens: 9, completionTokens: 20 } });

/** What every adapter of PromptCache has to do; `open` gives an empty one. */
export function promptCacheSuite(open: (bounds: PromptCacheBounds, clock: Clock) => Promise<PromptCache>): void {
  // An hour of real time never passes within a test: what is kept for that long is kept.
  const wide: PromptCacheBounds = { entries: 100, bytes: 1_000_000, seconds: 3600 };
  let now: number;
  let cache: PromptCache;

  async function begin(bounds: Partial<PromptCacheBounds> = {}): Promise<void> {
    now = 1_764_000_000;
    cache = await open({ ...wide, ...bounds }, () => now);
  }

  beforeEach(() => begin());

  /** The first letters of the keys that are there, looked for in this order. */
  async function present(...keys: string[]): Promise<string> {
    const found: string[] = [];
    for (const key of keys) if ((await cache.find(key)) !== undefined) found.push(key);
    return found.join('');
  }

  it('has nothing that was not kept', async () => {
    expect(await cache.find('a')).toBeUndefined();
    expect(await cache.count()).toBe(0);
  });

  it('has every text as it was, by its key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        await cache.keep('a', written(text));
        expect(await cache.find('a')).toEqual(written(text));
      }),
      { numRuns: 50 },
    );
    await cache.keep('b', written('another'));
    expect(await cache.find('b')).toEqual(written('another'));
    expect(await cache.count()).toBe(2);
  });

  it('keeps a text in place of the one before', async () => {
    await cache.keep('a', written('first'));
    await cache.keep('a', written('second'));
    expect(await cache.find('a')).toEqual(written('second'));
    expect(await cache.count()).toBe(1);
  });

  it('keeps so many texts: what was not asked for longest goes', async () => {
    await begin({ entries: 3 });
    for (const key of ['a', 'b', 'c']) await cache.keep(key, written(key));
    await cache.find('a');
    await cache.keep('d', written('d'));
    expect(await cache.count()).toBe(3);
    expect(await present('a', 'b', 'c', 'd')).toBe('acd');
    await cache.keep('c', written('c'));
    await cache.keep('e', written('e'));
    expect(await present('a', 'c', 'd', 'e')).toBe('cde');
  });

  it('keeps so many bytes, and nothing that is larger alone', async () => {
    await begin({ bytes: 2000 });
    // In every form in which a text can be kept, two of these fit and three do not.
    const large = written('x'.repeat(800));
    for (const key of ['a', 'b', 'c']) await cache.keep(key, large);
    expect(await present('a', 'b', 'c')).toBe('bc');
    await cache.keep('d', written('x'.repeat(2001)));
    expect(await present('b', 'c', 'd')).toBe('bc');
    await cache.keep('b', written('x'.repeat(2001)));
    await cache.keep('e', large);
    expect(await present('b', 'c', 'e')).toBe('ce');
  });

  it('forgets a text when its time is over, however often it was asked for', async () => {
    await cache.keep('a', written('a'));
    now += 1800;
    await cache.keep('b', written('b'));
    expect(await present('a', 'b')).toBe('ab');
    now += 1799;
    expect(await present('a', 'b')).toBe('ab');
    now += 2;
    expect(await cache.count()).toBe(1);
    expect(await present('a', 'b')).toBe('b');
    await cache.keep('a', written('again'));
    expect(await present('a', 'b')).toBe('ab');
  });

  it('stays within its bounds, whatever is kept and asked for', async () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd', 'e'), size: fc.nat(120), later: fc.nat(900) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        await begin({ entries: 3 });
        const last = new Map<string, string>();
        for (const { key, size, later } of steps) {
          now += later;
          const text = key.repeat(size);
          if (size % 3 === 0) {
            const found = await cache.find(key);
            if (found !== undefined) expect(found.text).toBe(last.get(key));
          } else {
            await cache.keep(key, written(text));
            last.set(key, text);
            expect(await cache.find(key)).toEqual(written(text));
          }
          expect(await cache.count()).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 20 },
    );
  });
}
