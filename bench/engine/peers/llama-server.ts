// llama.cpp through node-llama-cpp, with as many texts in one batch as there are sequences.
//     node llama-server.js {folder of node-llama-cpp} {model.gguf} {threads} {sequences} {context length} {lockstep | free}
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from './event-server.js';
import { Lockstep } from './lockstep.js';
import type { LlamaModule } from './node-llama-cpp.js';

const [folder, modelPath, threads, sequences, contextSize, pace] = process.argv.slice(2);
const { getLlama } = (await import(pathToFileURL(join(folder, 'dist/index.js')).href)) as LlamaModule;
const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, maxThreads: Number(threads) });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  sequences: Number(sequences),
  contextSize: Number(contextSize),
  threads: Number(threads),
  // In step, a prompt that came first is read first; by itself, node-llama-cpp reads a piece of each.
  batching: pace === 'lockstep' ? { itemPrioritizationStrategy: 'firstInFirstOut' } : {},
});
const steps = new Lockstep();
const places = Array.from({ length: Number(sequences) }, (_, place) => ({ place, sequence: context.getSequence() }));
type Place = (typeof places)[number];
const waiting: ((place: Place) => void)[] = [];

async function take(): Promise<Place> {
  const taken = places.shift() ?? (await new Promise<Place>((resolve) => waiting.push(resolve)));
  await taken.sequence.clearHistory();
  return taken;
}

/** The first places are used before the others, so that no gaps stand between those that write. */
function giveBack(free: Place): void {
  const next = waiting.shift();
  if (next !== undefined) return next(free);
  places.push(free);
  places.sort((a, b) => a.place - b.place);
}

serve(async ({ prompt, max_new_tokens }, write, isGone) => {
  const promptTokens = model.tokenize(prompt);
  const taken = await take();
  const tokens = taken.sequence.evaluate(promptTokens, { temperature: 0, yieldEogToken: true });
  let written = 0;
  steps.join();
  try {
    while (written < max_new_tokens && !isGone()) {
      if (pace === 'lockstep') await steps.turn(taken.place);
      const { value } = await tokens.next();
      if (value === undefined) break;
      write(model.detokenize([value]));
      written += 1;
    }
  } finally {
    steps.leave();
    await tokens.return();
    giveBack(taken);
  }
  return { prompt_tokens: promptTokens.length, new_tokens: written };
});
