import { basename, dirname, resolve } from 'node:path';
import { env, pipeline, type TextGenerationPipeline } from '@huggingface/transformers';
import type { RunnerSettings } from '@muse/core/models/runner-messages.js';
import type { InferenceSession } from 'onnxruntime-node';
import { InPlaceModel } from './in-place-model.js';
import type { ChosenModel, LanguageModel } from './language-model.js';
import { OneRowModel } from './one-row-model.js';
import { AppendingModel } from './appending-model.js';
import { KvCache } from './kv-cache.js';
import { readGraph } from './onnx-graph.js';
import { GraphSession, withoutOutputCopies } from './output-copies.js';
import { PromptEncoder } from './prompt-encoder.js';
import { agreementOf, selfTestLength } from './self-test.js';
import { TokenBytes } from './token-bytes.js';
import { chatRenderer, textTokenizer, vocabularyOf } from './tokenizer.js';

/** The KV cache of one model takes at most this many bytes; fewer slots where a model is bigger. */
const cacheLimit = 2 * 2 ** 30;

/**
 * Loads a model from its folder: transformers.js reads tokenizer, configuration and sessions, the engine runs them.
 * Nothing is fetched from the network.
 */
export async function loadLanguageModel(settings: RunnerSettings): Promise<LanguageModel> {
  const directory = resolve(settings.directory);
  env.localModelPath = dirname(directory);
  env.allowRemoteModels = false;
  const loaded = await withoutOutputCopies(() =>
    pipeline('text-generation', basename(directory), {
      dtype: settings.dtype,
      device: settings.device ?? 'cpu',
      local_files_only: true,
      session_options: {
        intraOpNumThreads: settings.threads,
        interOpNumThreads: 1,
        logSeverityLevel: 3,
        // A thread that spins while it waits takes the core that the service answers on.
        extra: { session: { intra_op: { allow_spinning: '0' } } },
      },
    }),
  );
  const generation = loaded.model.generation_config as {
    eos_token_id?: number | number[];
    top_k?: number;
    top_p?: number;
    min_p?: number;
    repetition_penalty?: number;
    /** Ours: see word-completion.ts. */
    prompt_word_bias?: number;
    prompt_word_start_bias?: number;
    /** Ours: see loop-guard.ts. */
    loop_guard?: boolean;
  };
  const { tokenizer } = loaded;
  const encoder = new PromptEncoder(textTokenizer(tokenizer), chatRenderer(tokenizer));
  return {
    ...(await chooseModel(loaded, settings)),
    encode: (prompt) => encoder.encode(prompt),
    encodeAnswer: (prompt, text) => encoder.encodeAnswer(prompt, text),
    tokenBytes: new TokenBytes(vocabularyOf(tokenizer)),
    endTokenIds: new Set([generation.eos_token_id ?? tokenizer.eos_token_id].flat()),
    defaults: {
      topK: generation.top_k ?? 0,
      topP: generation.top_p ?? 1,
      minP: generation.min_p,
      repetitionPenalty: generation.repetition_penalty,
      loopGuard: generation.loop_guard,
      wordBias: generation.prompt_word_bias ?? 0,
      wordStartBias: generation.prompt_word_start_bias ?? 0,
    },
  };
}

/**
 * The fastest way to run the graph that gives the same logits as the plain one: with the cache in place, with appended
 * positions put where they belong, or one text at a time.
 */
async function chooseModel({ model }: TextGenerationPipeline, settings: RunnerSettings): Promise<ChosenModel> {
  const session = (model.sessions as { model: InferenceSession }).model;
  const config = model.config as unknown as { vocab_size: number; max_position_embeddings?: number };
  const graph = readGraph(session);
  const contextLength = Math.min(settings.contextLength, config.max_position_embeddings ?? Infinity);
  const positionBytes = 2 * graph.layers * graph.kvHeads * graph.headSize * (graph.cacheType === 'float16' ? 2 : 4);
  const runs = new GraphSession(session);
  const plain = new OneRowModel(runs, graph, contextLength, config.vocab_size);
  if (contextLength < selfTestLength) return { model: plain, batching: 'one_by_one' };
  const options = { slots: settings.maxBatchSize, contextLength, positions: Math.floor(cacheLimit / positionBytes) };
  const Layout = graph.takesPositions ? AppendingModel : InPlaceModel;
  const batched = new Layout(runs, new KvCache(graph, options), config.vocab_size);
  const agreement = await agreementOf(batched, plain);
  if (agreement === 'wrong') return { model: plain, batching: 'one_by_one', agreement };
  return { model: batched, batching: graph.takesPositions ? 'appending' : 'in_place', agreement };
}
