// Half an hour of mixed load on a real service; see docs/reliability.md. `npm run soak -- --minutes 5 --clients 4`
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HealthProbe } from '../engine/health-probe.js';
import { ServerProcess } from '../engine/server-process.js';
import { seeded } from '../preload/random.js';
import { machineLine, writeResults } from '../results-file.js';
import { actions, chooseAction, SoakClient } from './actions.js';
import { MemorySamples } from './memory-samples.js';
import { report, type SoakResult } from './report.js';
import { Tally } from './tally.js';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, clients: { type: 'string', default: '8' } },
});
const minutes = positive('minutes', values.minutes, 24 * 60);
const clients = positive('clients', values.clients, 256);

const result = await soak();
const text = report(result, machineLine());
console.log(text);
await writeResults('docs/reliability.md', 'soak', text);
process.exitCode = result.tally.failures.length === 0 ? 0 : 1;

async function soak(): Promise<SoakResult> {
  const dataDir = mkdtempSync(join(tmpdir(), 'muse-soak-'));
  // Every text is written: load that the prompt cache takes away is no load.
  const own = { API_HOST: '127.0.0.1', API_PORT: '0', DATA_DIR: dataDir };
  const env = { ...own, RUNNERS_PER_MODEL: '1', PROMPT_CACHE_SIZE: '0' };
  const server = new ServerProcess({ args: [resolve('dist/apps/api/src/main.js')], env });
  try {
    await server.ready();
    const tally = new Tally();
    const memory = new MemorySamples(server.pid);
    const health = new HealthProbe(server.url);
    const end = performance.now() + minutes * 60_000;
    await Promise.all(
      Array.from({ length: clients }, (_, n) => work(new SoakClient(server.url, seeded(n)), tally, end)),
    );
    memory.stop();
    await health.stop();
    return { minutes, clients, tally, memory, health: health.times };
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true });
  }
}

/** One thing after the other: there are never more requests than clients. */
async function work(client: SoakClient, tally: Tally, end: number): Promise<void> {
  while (performance.now() < end) {
    const name = chooseAction(client.random);
    tally.add(name, await actions[name].act(client).catch((error: unknown) => String(error)));
  }
}

function positive(name: string, text: string, most: number): number {
  const value = Number(text);
  if (value > 0 && value <= most) return value;
  throw new Error(`--${name} ${text}: allowed are numbers over 0, to ${most}.`);
}
