import { median } from '../../engine/statistics.js';
import { ourDialect } from '../../engine/dialects.js';
import { settingsOf, wishOf } from '../bench-model.js';
import { BenchCluster } from '../bench-cluster.js';
import { startApi } from '../processes.js';
import type { Scenario } from './scenario.js';

const times = 10;
const newTokens = 64;

/** What an answer from the prompt cache takes and what it took to write it: in the memory of one process, and in Redis. */
export const cached: Scenario = async ({ places, measurements }) => {
  const env = { PROMPT_CACHE_SIZE: '1000' };
  const alone = await startApi({ ...settingsOf('bench', places.models), ...env });
  const cluster = await BenchCluster.start(places, 'bench', { env });
  for (const [server, url] of [['alone', alone.url] as const, ['one', cluster.url] as const]) {
    const [written, again]: number[][] = [[], []];
    for (let time = 0; time < times; time += 1) {
      written.push(await answerTime(url, time, false));
      again.push(await answerTime(url, time, true));
    }
    // The first of all is not counted: it found connections and code cold.
    const [writing, reading] = [median(written.slice(1)), median(again.slice(1))];
    const figures = { written: writing, cached: reading, ratio: reading / writing };
    measurements.add({ scenario: 'cached', server, clients: 1, figures });
  }
  await cluster.stop();
  await alone.stop();
};

/** Milliseconds. @throws where the answer comes from elsewhere than it should */
async function answerTime(url: string, seed: number, isCached: boolean): Promise<number> {
  const body = JSON.stringify(ourDialect.body(wishOf('bench', seed, newTokens)));
  const started = performance.now();
  const response = await fetch(`${url}/api/v1/generate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const idea = (await response.json()) as { cached: boolean };
  const time = performance.now() - started;
  if (idea.cached !== isCached) throw new Error(`An answer was ${idea.cached ? '' : 'not '}from the cache.`);
  return time;
}
