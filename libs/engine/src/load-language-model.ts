import { basename, dirname, resolve } from 'node:path';
import { env, pipeline, type TextGenerationPipeline } from '@huggingface/transformers';
import type { RunnerSettings } from '@muse/core/models/runner-messages.js';
import type { InferenceSession } from 'onnxruntime-node';
import { InPlaceModel } from './in-place-model.js';
import type { LanguageModel } from './language-model.js';
import { OneRowModel } from './one-row-model.js';
import { readGraph } from './onnx-graph.js';
import { PromptEncoder } from './prompt-encoder.js';
import type { StepModel } from './step-model.js';
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
  const loaded = await pipeline('text-generation', basename(directory), {
    dtype: settings.dtype,
    device: 'cpu',
    local_files_only: true,
    session_options: {
      intraOpNumThreads: settings.threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
      // A thread that spins while it waits takes the core that the service answers on.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    },
  });
  const generation = loaded.model.generation_config as {
    eos_token_id?: number | number[];
    top_k?: number;
    top_p?: number;
    min_p?: number;
    repetition_penalty?: number;
    /** Ours: see word-completion.ts. */
    prompt_word_bias?: number;
    /** Ours: see loop-guard.ts. */
    loop_guard?: boolean;
  };
  const { tokenizer } = loaded;
  const encoder = new PromptEncoder(textTokenizer(tokenizer), chatRenderer(tokenizer));
  return {
    model: await stepModel(loaded, settings),
    encode: (prompt) => encoder.encode(prompt),
    tokenBytes: new TokenBytes(vocabularyOf(tokenizer)),
    endTokenIds: new Set([generation.eos_token_id ?? tokenizer.eos_token_id].flat()),
    defaults: {
      topK: generation.top_k ?? 0,
      topP: generation.top_p ?? 1,
      minP: generation.min_p,
      repetitionPenalty: generation.repetition_penalty,
      loopGuard: generation.loop_guard,
      wordBias: generation.prompt_word_bias ?? 0,
    },
  };
}

async function stepModel({ model }: TextGenerationPipeline, settings: RunnerSettings): Promise<StepModel> {
  const session = (model.sessions as { model: InferenceSession }).model;
  const config = model.config as unknown as { vocab_size: number; max_position_embeddings?: number };
  const graph = readGraph(session);
  const contextLength = Math.min(settings.contextLength, config.max_position_embeddings ?? Infinity);
  if (!graph.takesPositions) {
    const slotBytes =
      2 * graph.layers * graph.kvHeads * contextLength * graph.headSize * Float32Array.BYTES_PER_ELEMENT;
    const slots = Math.max(1, Math.min(settings.maxBatchSize, Math.floor(cacheLimit / slotBytes)));
    const inPlace = new InPlaceModel(session, graph, { slots, contextLength, vocabularySize: config.vocab_size });
    if (await runs(inPlace)) return inPlace;
  }
  return new OneRowModel(session, graph, contextLength, config.vocab_size);
}

/** Whether the graph takes a cache that is longer than the text in it: only GroupQueryAttention does. */
async function runs(model: StepModel): Promise<boolean> {
  try {
    await model.prefill(0, Int32Array.of(0, 0), 0, 2);
    await model.decode([0], [2]);
    return true;
  } catch {
    return false;
  }
}
