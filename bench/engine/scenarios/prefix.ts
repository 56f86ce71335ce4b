import { ask } from '../ask.js';
import { randomText } from '../prompts.js';
import { startOurs } from '../servers.js';
import { median } from '../statistics.js';
import type { Scenario } from './scenario.js';

const total = 512;
const shared = 448;
const times = 5;

/** Prompts of 512 tokens of which the service has read the first 448 before, against those that begin anew. */
export const prefix: Scenario = async ({ places, measurements }) => {
  const server = await startOurs(places, { slots: 4, prefixCache: true });
  const { before, after } = server.dialect.templateTokens;
  const firstToken = async (beginning: string, seed: number): Promise<number> => {
    const prompt = beginning + randomText(total - shared - after, seed);
    const answer = await ask(server.url, server.dialect, { prompt, newTokens: 2 });
    if (answer.promptTokens !== total) throw new Error(`A prompt had ${answer.promptTokens} tokens.`);
    return answer.firstToken;
  };
  const cold: number[] = [];
  const warm: number[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      const beginning = randomText(shared - before, 3000 + time);
      cold.push(await firstToken(beginning, 4000 + 10 * time));
      for (let again = 1; again <= 2; again += 1) warm.push(await firstToken(beginning, 4000 + 10 * time + again));
    }
  } finally {
    await server.stop();
  }
  const figures = { cold: median(cold), warm: median(warm), share: median(warm) / median(cold) };
  measurements.add({ scenario: 'prefix', server: 'ours', clients: 1, figures });
};
