import { join } from 'node:path';
import { graphFiles } from '../../../tools/bench-model/linear-layers.js';
import type { ServerName } from '../measurements.js';
import { type LoadFigures, measureLoad } from '../load.js';
import { promptOf } from '../prompts.js';
import { RawProcess } from '../raw-process.js';
import {
  type Places,
  type RunningServer,
  startFreeLlama,
  startLlama,
  startOurs,
  startTransformers,
} from '../servers.js';
import { type Bench, newTokens, promptTokens, type Scenario } from './scenario.js';

/** A server under load; answers undefined for a number of clients that is not measured. */
interface Contender {
  measure(clients: number, seed: number): Promise<LoadFigures> | undefined;
  stop(): Promise<void>;
}

/** Rows that ONNX Runtime alone is measured with; more would tell nothing new. */
const rawRows = [1, 8];

/** The main comparison: every server with every number of clients, in turns. */
export const load: Scenario = async (bench) => {
  const { options, measurements } = bench;
  const contenders = await startContenders(bench);
  try {
    for (let round = 0; round < options.rounds; round += 1) {
      // Every other round backwards: what warms up or slows down meets all of them.
      const turns = round % 2 === 0 ? contenders : [...contenders].reverse();
      for (const clients of options.clients) {
        for (const [server, contender] of turns) {
          if (round >= roundsOf(server, clients)) continue;
          const figures = await contender.measure(clients, 1 + round * 1000 + clients);
          if (figures !== undefined) measurements.add({ scenario: 'load', server, clients, figures });
        }
      }
    }
  } finally {
    for (const [, contender] of contenders) await contender.stop();
  }
};

/** Most goals are set at 1 and 8 clients; with more, a plain server only takes longer. */
function roundsOf(server: ServerName, clients: number): number {
  if (clients <= 8) return Infinity;
  return server === 'ours' || server === 'llama' ? 2 : 1;
}

async function startContenders({ places, options }: Bench): Promise<[ServerName, Contender][]> {
  const contenders: [ServerName, Contender][] = [];
  for (const server of options.servers) {
    contenders.push([server, await startContender(server, places, options.clients)]);
  }
  return contenders;
}

async function startContender(server: ServerName, places: Places, clients: readonly number[]): Promise<Contender> {
  const slots = Math.max(...clients);
  switch (server) {
    case 'ours':
      return contender(await startOurs(places, { slots }));
    case 'dynamic':
      return contender(await startOurs(places, { slots, dtype: 'q8' }));
    case 'llama':
      return contender(await startLlama(places, { slots }));
    case 'llama-free': {
      const free = contender(await startFreeLlama(places, { slots }));
      return { ...free, measure: (count, seed) => (count === 8 ? free.measure(count, seed) : undefined) };
    }
    case 'transformers':
      return contender(await startTransformers(places, { slots }));
    case 'raw': {
      const raw = new RawProcess(join(places.models.directory('bench'), 'onnx', graphFiles.int8), 1);
      const measure = (rows: number) =>
        rawRows.includes(rows) ? raw.measure({ rows, promptTokens, newTokens }, requestsOf(rows)) : undefined;
      return { measure, stop: () => raw.stop() };
    }
  }
}

function contender(server: RunningServer): Contender {
  return { measure: (clients, seed) => standardLoad(server, clients, seed), stop: () => server.stop() };
}

/** Texts that a client asks for, one after the other. */
function requestsOf(clients: number): number {
  if (clients === 1) return 3;
  return clients <= 8 ? 2 : 1;
}

/** 128 tokens of prompt and 64 new ones, every prompt another. */
export async function standardLoad(server: RunningServer, clients: number, seed: number): Promise<LoadFigures> {
  const wish = (index: number) => ({ prompt: promptOf(server.dialect, promptTokens, seed * 100 + index), newTokens });
  const figures = await measureLoad(server, { clients, requests: requestsOf(clients), wish });
  if (figures.promptTokens !== promptTokens) throw new Error(`A prompt had ${figures.promptTokens} tokens.`);
  return figures;
}
