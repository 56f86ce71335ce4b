import { askInLoop } from '../../engine/load.js';
import { ourDialect } from '../../engine/dialects.js';
import { modelNames, wishOf } from '../bench-model.js';
import { type RedisUse, redisUse } from '../redis-use.js';
import { startSetup } from '../setup.js';
import type { Scenario } from './scenario.js';

export const commandClients = [1, 8];
/** Texts of two lengths tell apart what a token costs and what a generation does. */
const lengths = [8, 72];
const requests = 4;
const idleSeconds = 10;

/** What Redis is told: by processes that have nothing to do, for each token and for each generation. */
export const commands: Scenario = async ({ places, measurements }) => {
  const [one, two] = [await startSetup('one', places, 'muse-mini'), await startSetup('two', places, 'muse-mini')];
  const [idleOne, idleTwo] = await Promise.all([one, two].map(({ redis }) => idleRate(redis!)));
  await two.stop();
  await one.stop();
  const worker = idleTwo - idleOne;
  measurements.add({ scenario: 'idle', server: 'one', clients: 0, figures: { api: idleOne - worker, worker } });

  for (const model of modelNames) {
    const setup = await startSetup('one', places, model);
    const measure = async (clients: number, newTokens: number, seed: number): Promise<Spent> => {
      const [before, started] = [await redisUse(setup.redis!), performance.now()];
      const wish = (index: number) => wishOf(model, seed + index, newTokens, 24);
      const answers = await askInLoop({ url: setup.url, dialect: ourDialect }, { clients, requests, wish });
      const idle = (idleOne * (performance.now() - started)) / 1000;
      return spentFor(before, await redisUse(setup.redis!), idle, answers);
    };
    await measure(1, 8, 1);
    for (const clients of commandClients) {
      const [short, long] = [
        await measure(clients, lengths[0], 1000 * clients),
        await measure(clients, lengths[1], 1500 * clients),
      ];
      const perToken = (long.commands - short.commands) / (long.tokens - short.tokens);
      const figures = {
        perToken,
        perGeneration: short.commands - perToken * short.tokens,
        scriptsPerToken: (long.scripts - short.scripts) / (long.tokens - short.tokens),
      };
      measurements.add({ scenario: `commands ${model}`, server: 'one', clients, figures });
    }
    await setup.stop();
  }
};

/** Of one generation on average. */
type Spent = RedisUse & { tokens: number };

function spentFor(before: RedisUse, after: RedisUse, idle: number, answers: readonly { newTokens: number }[]): Spent {
  const count = answers.length;
  return {
    commands: (after.commands - before.commands - idle) / count,
    scripts: (after.scripts - before.scripts) / count,
    tokens: answers.reduce((sum, { newTokens }) => sum + newTokens, 0) / count,
  };
}

/** Commands per second while nobody asks for anything. */
async function idleRate(redis: string): Promise<number> {
  const before = await redisUse(redis);
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1000));
  return ((await redisUse(redis)).commands - before.commands) / idleSeconds;
}
