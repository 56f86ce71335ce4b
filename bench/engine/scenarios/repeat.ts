import { ask, type Wish } from '../ask.js';
import { measureLoad } from '../load.js';
import { promptOf, randomText } from '../prompts.js';
import { type RunningServer, startLlama, startOurs } from '../servers.js';
import { newTokens, promptTokens, type Scenario } from './scenario.js';

/** One stream whose answer stands in its prompt, as where a text is edited or summed up. */
export const repeat: Scenario = async ({ places, options, measurements }) => {
  const ours = await startOurs(places, { model: 'echo', slots: 1, speculate: true });
  let llama: RunningServer | undefined;
  try {
    if (options.servers.includes('llama')) llama = await startLlama(places, { model: 'echo', slots: 1 });
    const servers = { ours, llama };
    for (let round = 0; round < options.rounds; round += 1) {
      for (const [name, server] of Object.entries(servers)) {
        if (server === undefined) continue;
        const [wish, text] = await repeatingWish(server, round);
        const { text: repeated } = await ask(server.url, server.dialect, wish);
        const figures = await measureLoad(server, { clients: 1, requests: 3, wish: () => wish });
        measurements.add({
          scenario: 'repeat',
          server: name,
          clients: 1,
          figures: { ...figures, repeats: Number(repeated === text) },
        });
      }
    }
  } finally {
    await ours.stop();
    await llama?.stop();
  }
};

/**
 * A prompt of 128 tokens that holds the answer that the model gives to it, and that answer. The last token decides it: so the
 * prompt ends with the word that led to it.
 */
async function repeatingWish({ url, dialect }: RunningServer, seed: number): Promise<[Wish, string]> {
  const first = promptOf(dialect, promptTokens, 5000 + seed);
  const { text } = await ask(url, dialect, { prompt: first, newTokens });
  const { before, after } = dialect.templateTokens;
  const filler = randomText(promptTokens - newTokens - before - after - 1, 6000 + seed);
  return [{ prompt: ` ${text.trim()}${filler}${first.slice(first.lastIndexOf(' '))}`, newTokens }, text];
}
