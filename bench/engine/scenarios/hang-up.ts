import { ask, hangUpAfter } from '../ask.js';
import { promptOf } from '../prompts.js';
import { type RunningServer, startLlama, startOurs, startTransformers } from '../servers.js';
import { median } from '../statistics.js';
import type { Bench, Scenario } from './scenario.js';

const times = 6;
const shortPrompt = 24;
const longAnswer = 256;
const heardPieces = 12;

/**
 * How long the one slot of a server stays taken after its reader has hung up: the time to the first token of a request that
 * is sent at that moment, less what the same kind of request takes when the server is idle.
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
  const idle: number[] = [];
  const after: number[] = [];
  const steps: number[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      idle.push(await firstToken(server, 2 * time));
      const wish = { prompt: promptOf(server.dialect, shortPrompt, 1000 + time), newTokens: longAnswer };
      steps.push(...(await hangUpAfter(server.url, server.dialect, wish, heardPieces)));
      after.push(await firstToken(server, 2 * time + 1));
    }
  } finally {
    await server.stop();
  }
  const freeAfter = median(after) - median(idle);
  const figures = { freeAfter, step: median(steps), steps: freeAfter / median(steps) };
  measurements.add({ scenario: 'hang-up', server: name, clients: 1, figures });
}

async function firstToken({ url, dialect }: RunningServer, seed: number): Promise<number> {
  const answer = await ask(url, dialect, { prompt: promptOf(dialect, shortPrompt, 2000 + seed), newTokens: 2 });
  return answer.firstToken;
}
