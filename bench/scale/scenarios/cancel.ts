import { percentile } from '../../engine/statistics.js';
import { BenchCluster } from '../bench-cluster.js';
import { OneSlot } from '../one-slot.js';
import type { Scenario } from './scenario.js';

const times = 20;
/** Some seconds' worth: a text that nobody stops is told from one that is. */
const newTokens = 400;

/** How long a text's place on the worker stays taken after its reader hung up, and after a DELETE at another API process. */
export const cancel: Scenario = async ({ places, measurements }) => {
  const cluster = await BenchCluster.start(places, 'bench', { apis: 2, env: { MAX_BATCH_SIZE: '1' } });
  const [{ url }, other] = cluster.apis;
  const slot = new OneSlot();
  const [hangUps, deletes]: number[][] = [[], []];
  for (let time = 0; time < times; time += 1) {
    await slot.findFree(url);
    const first = await slot.begin(url, newTokens);
    first.text.hangUp();
    hangUps.push(await slot.firstToken(url));

    const second = await slot.begin(url, newTokens);
    const deletion = fetch(`${other.url}/api/v1/generate/stream/${second.id}`, { method: 'DELETE' });
    deletes.push(await slot.firstToken(url));
    if ((await deletion).status !== 204) throw new Error(`DELETE answered ${(await deletion).status}.`);
  }
  for (const [server, firstTokens] of [['hang-up', hangUps] as const, ['delete', deletes] as const]) {
    const free = firstTokens.map((firstToken) => slot.freeAfter(firstToken));
    const figures = { p50: percentile(free, 0.5), p95: percentile(free, 0.95), worst: Math.max(...free) };
    measurements.add({ scenario: 'cancel', server, clients: 1, figures });
  }
  await cluster.stop();
};
