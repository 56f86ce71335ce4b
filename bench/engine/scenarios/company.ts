import { ask, type Wish } from '../ask.js';
import { promptOf } from '../prompts.js';
import { startOurs } from '../servers.js';
import type { Scenario } from './scenario.js';

const texts = 8;
const newTokens = 48;

/** Whether a text is the same alone and in company: drawn with a seed, and the likeliest. */
export const company: Scenario = async ({ places, measurements }) => {
  const server = await startOurs(places, { slots: texts });
  const write = async (wish: Wish): Promise<string> => (await ask(server.url, server.dialect, wish)).text;
  const wishes = Array.from({ length: texts }, (_, index): Wish => ({
    prompt: promptOf(server.dialect, 30 + 17 * index, 7000 + index),
    newTokens,
    sampling: { temperature: index % 4 === 3 ? 0 : 0.8, seed: index },
  }));
  try {
    const alone: string[] = [];
    for (const wish of wishes) alone.push(await write(wish));
    const together = await Promise.all(wishes.map(write));
    const identical = together.filter((text, index) => text === alone[index]).length;
    measurements.add({ scenario: 'company', server: 'ours', clients: texts, figures: { identical, texts } });
  } finally {
    await server.stop();
  }
};
