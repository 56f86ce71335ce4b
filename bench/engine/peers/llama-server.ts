// llama.cpp through node-llama-cpp, with as many texts in one batch as there are sequences.
//     node llama-server.js {folder of node-llama-cpp} {model.gguf} {threads} {sequences} {context length}
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serve } from './event-server.js';
import type { LlamaModule, LlamaSequence } from './node-llama-cpp.js';

const [folder, modelPath, threads, sequences, contextSize] = process.argv.slice(2);
const { getLlama } = (await import(pathToFileURL(join(folder, 'dist/index.js')).href)) as LlamaModule;
const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, maxThreads: Number(threads) });
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({
  sequences: Number(sequences),
  contextSize: Number(contextSize),
  threads: Number(threads),
});
const waiting: (() => void)[] = [];

async function freeSequence(): Promise<LlamaSequence> {
  while (context.sequencesLeft === 0) await new Promise<void>((resolve) => waiting.push(resolve));
  return context.getSequence();
}

serve(async ({ prompt, max_new_tokens }, write, isGone) => {
  const tokens = model.tokenize(prompt);
  const sequence = await freeSequence();
  let written = 0;
  try {
    for await (const token of sequence.evaluate(tokens, { temperature: 0, yieldEogToken: true })) {
      if (isGone()) break;
      write(model.detokenize([token]));
      written += 1;
      if (written === max_new_tokens) break;
    }
  } finally {
    sequence.dispose();
    waiting.shift()?.();
  }
  return { prompt_tokens: tokens.length, new_tokens: written };
});
