import { askInLoop } from '../../engine/load.js';
import { ourDialect } from '../../engine/dialects.js';
import { percentile } from '../../engine/statistics.js';
import { type ModelName, modelNames, wishOf } from '../bench-model.js';
import { type CpuSeconds, partNames, type Setup, type SetupName, setupNames, startSetup } from '../setup.js';
import type { Scenario } from './scenario.js';

export const clientCounts = [1, 8, 16];
const newTokens = 64;

/** Texts that a client asks for, one after the other. */
const requests: Record<ModelName, (clients: number) => number> = {
  bench: (clients) => (clients === 1 ? 3 : 1),
  'muse-mini': (clients) => (clients === 1 ? 20 : 10),
};

/** The same load on one process alone, on a process with one worker and on one with two. */
export const load: Scenario = async ({ places, rounds, measurements }) => {
  for (const model of modelNames) {
    const setups: [SetupName, Setup][] = [];
    for (const name of setupNames) setups.push([name, await startSetup(name, places, model)]);
    for (const [, setup] of setups) await measure(setup, model, 8, 1);
    for (let round = 0; round < rounds; round += 1) {
      // Every other round backwards: what warms up or slows down meets all of them.
      const turns = round % 2 === 0 ? setups : [...setups].reverse();
      for (const clients of clientCounts) {
        for (const [server, setup] of turns) {
          const figures = await measure(setup, model, clients, 2 + round);
          measurements.add({ scenario: `load ${model}`, server, clients, figures });
        }
      }
    }
    for (const [, setup] of setups) await setup.stop();
  }
};

async function measure(setup: Setup, model: ModelName, clients: number, seed: number): Promise<Record<string, number>> {
  const wish = (index: number) => wishOf(model, seed * 10_000 + clients * 100 + index, newTokens);
  const [before, started] = [setup.cpu(), performance.now()];
  const answers = await askInLoop(
    { url: setup.url, dialect: ourDialect },
    { clients, requests: requests[model](clients), wish },
  );
  const seconds = (performance.now() - started) / 1000;
  const after = setup.cpu();
  const tokens = answers.reduce((sum, answer) => sum + answer.newTokens, 0);
  const gaps = answers.flatMap((answer) => answer.gaps);
  const first = answers.map(({ firstToken }) => firstToken);
  return {
    tokensPerSecond: tokens / seconds,
    ideasPerSecond: answers.length / seconds,
    tokensPerPiece: tokens / (gaps.length + answers.length),
    firstToken50: percentile(first, 0.5),
    firstToken95: percentile(first, 0.95),
    gap50: percentile(gaps, 0.5),
    gap95: percentile(gaps, 0.95),
    ...cpuPerToken(before, after, tokens),
    apiMemory: setup.apiMemory(),
  };
}

/** Milliseconds of a processor for each token, of all parts and of each. */
function cpuPerToken(before: CpuSeconds, after: CpuSeconds, tokens: number): Record<string, number> {
  const parts = partNames.map((part) => [part, ((after[part] - before[part]) * 1000) / tokens] as const);
  return { cpu: parts.reduce((sum, [, cpu]) => sum + cpu, 0), ...Object.fromEntries(parts) };
}
