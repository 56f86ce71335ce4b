import { ask, hangUpAfter, type Wish } from '../ask.js';
import { untilIdle } from '../process-tree.js';
import { promptOf } from '../prompts.js';
import { type RunningServer, startLlama, startOurs, startTransformers } from '../servers.js';
import { median } from '../statistics.js';
import type { Bench, Scenario } from './scenario.js';

const times = 8;
const shortPrompt = 24;
const longAnswer = 128;
const heardPieces = 12;

/**
 * Readers that hang up on a server with one slot. `freeAfter`: how long the slot stays taken, which is the time to the first
 * token of a request that is sent at that moment, less what it takes after an answer that came to its end.
 * `worksOn`: how long the server goes on computing when nobody asks for more.
 */
export const hangUp: Scenario = async (bench) => {
  const { places } = bench;
  await measure(bench, 'ours', () => startOurs(places, { slots: 1 }));
  await measure(bench, 'llama', () => startLlama(places, { slots: 1 }));
  await measure(bench, 'transformers', () => startTransformers(places, { slots: 1 }));
};

async function measure(
  { options, measurements }: Bench,
  name: 'ours' | 'llama' | 'transformers',
  start: () => Promise<RunningServer>,
): Promise<void> {
  if (!options.servers.includes(name)) return;
  const server = await start();
  const [normal, after, worksOn, steps]: number[][] = [[], [], [], []];
  try {
    for (let time = 0; time < times; time += 1) {
      await untilIdle(server.pid);
      await ask(server.url, server.dialect, longWish(server, 3 * time, heardPieces));
      normal.push(await firstToken(server, 2 * time));
      await untilIdle(server.pid);
      steps.push(...(await hangUpOn(server, 3 * time + 1)));
      after.push(await firstToken(server, 2 * time + 1));
      await untilIdle(server.pid);
      await hangUpOn(server, 3 * time + 2);
      worksOn.push(await untilIdle(server.pid));
    }
  } finally {
    await server.stop();
  }
  const [freeAfter, step] = [median(after) - median(normal), median(steps)];
  const figures = { freeAfter, step, steps: freeAfter / step, worksOn: median(worksOn) };
  measurements.add({ scenario: 'hang-up', server: name, clients: 1, figures });
}

function longWish({ dialect }: RunningServer, seed: number, newTokens = longAnswer): Wish {
  return { prompt: promptOf(dialect, shortPrompt, 1000 + seed), newTokens };
}

function hangUpOn(server: RunningServer, seed: number): Promise<number[]> {
  return hangUpAfter(server.url, server.dialect, longWish(server, seed), heardPieces);
}

async function firstToken({ url, dialect }: RunningServer, seed: number): Promise<number> {
  const answer = await ask(url, dialect, { prompt: promptOf(dialect, shortPrompt, 2000 + seed), newTokens: 2 });
  return answer.firstToken;
}
