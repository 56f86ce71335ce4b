import { setTimeout } from 'node:timers/promises';
import { useOfTree } from '../process-tree.js';
import { type RunningServer, startLlama, startOurs } from '../servers.js';
import { standardLoad } from './load.js';
import type { Scenario } from './scenario.js';

const clients = 8;

/** Two cores for the model: two runners of one thread against llama.cpp with two threads. */
export const cores: Scenario = async ({ places, options, measurements }) => {
  if (!options.servers.includes('llama')) return;
  const ours = await startOurs(places, { slots: clients, runners: 2 });
  let llama: RunningServer | undefined;
  try {
    // The service itself and its runners: the model is there with the first, the second follows.
    while (useOfTree(ours.pid).processes < 3) await setTimeout(100);
    llama = await startLlama(places, { slots: clients, threads: 2 });
    for (let round = 0; round < options.rounds; round += 1) {
      for (const [name, server] of [
        ['ours', ours],
        ['llama', llama],
      ] as const) {
        const figures = await standardLoad(server, clients, 500_000 + round);
        measurements.add({ scenario: 'cores', server: name, clients, figures });
      }
    }
  } finally {
    await ours.stop();
    await llama?.stop();
  }
};
