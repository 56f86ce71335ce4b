import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { TextEvent } from '@muse/core/models/text-generation.js';
import { makeBenchModel } from '../../../tools/bench-model/bench-model.js';
import { listen, turn } from '../../../test/support/fakes/listen.js';
import { aTextRequest } from '../../../test/support/fakes/samples.js';
import { Engine } from './engine.js';
import { loadLanguageModel } from './load-language-model.js';
import { Random } from './random.js';

const generations = process.env.MUSE_FULL === '1' ? 10_000 : 1_000;
const readers = 12;

/** Memory of the process when everything that nobody holds has been given back. */
function memory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage.rss();
}

describe('The engine after many short texts, half of them left early', () => {
  const folder = mkdtempSync(join(tmpdir(), 'muse-soak-'));
  const limit = 2 ** 20;

  afterAll(() => rmSync(folder, { recursive: true }));

  it(`is as it was before: ${generations} generations`, async () => {
    makeBenchModel({ folder, seed: 3, dtype: 'int8' });
    const settings = { prefillChunk: 16, prefixCacheBytes: limit, speculate: true };
    const loading = { directory: folder, dtype: 'int8', contextLength: 256, threads: 1, maxBatchSize: 4 } as const;
    const engine = new Engine(await loadLanguageModel({ ...loading, ...settings }), settings);
    const random = new Random(5);
    const upTo = (most: number): number => Math.floor(random.next() * most);
    let begun = 0;
    const ends = { finished: 0, left: 0, failed: 0 };

    const one = async (): Promise<void> => {
      const id = begun++;
      const prompt = Array.from({ length: 1 + upTo(40) }, (_, i) => ['ba', 'do', 'fi'][(i * (id % 7)) % 3]).join(' ');
      const leavesAfter = id % 2 === 0 ? upTo(12) : Infinity;
      const request = aTextRequest(prompt, { maxTokens: 1 + upTo(10), sampling: { temperature: 0.9, seed: id } });
      let texts = 0;
      const heard = listen(engine.generate(request), (event: TextEvent) => {
        if (event.type !== 'text') return;
        texts += 1;
        if (texts > leavesAfter) heard.subscription.unsubscribe();
      });
      if (leavesAfter === 0) heard.subscription.unsubscribe();
      while (!heard.subscription.closed) await turn();
      ends[heard.completed ? 'finished' : heard.error === undefined ? 'left' : 'failed'] += 1;
    };
    const run = (count: number): Promise<unknown> =>
      Promise.all(
        Array.from({ length: readers }, async () => {
          while (begun < count) await one();
        }),
      );

    await run(generations / 4);
    const before = memory();
    await run(generations);
    while (!engine.isIdle) await turn();
    expect(ends.failed).toBe(0);
    expect(ends.finished + ends.left).toBe(begun);
    expect(ends.left).toBeGreaterThan(begun / 10);
    expect(engine.prefixStatistics.bytes).toBeLessThanOrEqual(limit);
    expect(memory() / before).toBeLessThan(1.1);
  }, 600_000);
});
