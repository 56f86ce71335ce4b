// What somebody writes in an afternoon: a pipeline of transformers.js, its TextStreamer, and Express.
//     node transformers-server.js {folder of the model} {dtype} {threads}
import { basename, dirname } from 'node:path';
import { env, pipeline, TextStreamer } from '@huggingface/transformers';
import { serve } from './event-server.js';

const [folder, dtype, threads] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = dirname(folder);

const generator = await pipeline('text-generation', basename(folder), {
  dtype: dtype as 'int8',
  device: 'cpu',
  session_options: { intraOpNumThreads: Number(threads) },
});

serve(async ({ prompt, max_new_tokens }, write) => {
  let tokens = 0;
  const streamer = new TextStreamer(generator.tokenizer, {
    skip_prompt: true,
    callback_function: write,
    token_callback_function: () => (tokens += 1),
  });
  await generator(prompt, { max_new_tokens, do_sample: false, streamer });
  return { prompt_tokens: generator.tokenizer.encode(prompt).length, new_tokens: tokens };
});
