import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AutoTokenizer, env } from '@huggingface/transformers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { float16ToFloat32 } from '../../libs/engine/src/float16.js';
import { type BenchModelOptions, makeBenchModel, makeGguf } from './bench-model.js';
import { graphStyles } from './graph-styles.js';
import { type BenchDtype, graphFiles } from './linear-layers.js';
import { tinyShape } from './model-shape.js';
import { firstWord, makeVocabulary, promptWords } from './vocabulary.js';

const dtypes = Object.keys(graphFiles) as BenchDtype[];
const prompt = [300, 411, 275, 500, 333, 290, 301];
const { layers, kvHeads, headSize, vocabulary } = tinyShape;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-model-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const session = (options: Partial<BenchModelOptions>): Promise<InferenceSession> =>
  InferenceSession.create(makeBenchModel({ folder, ...options }), { intraOpNumThreads: 1 });

/** The likeliest tokens after the prompt, each chosen from logits that the earlier ones led to. */
async function greedy(model: InferenceSession, count: number): Promise<number[]> {
  const int64 = (values: number[], dims: number[]): Tensor =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), dims);
  const isHalf = model.inputMetadata.some((input) => input.isTensor && input.type === 'float16');
  const cache = [1, kvHeads, 0, headSize];
  const nothing = isHalf
    ? new Tensor('float16', new Uint16Array(0), cache)
    : new Tensor('float32', new Float32Array(0), cache);
  let past = Object.fromEntries(
    Array.from({ length: layers }, (_, layer) =>
      ['key', 'value'].map((part) => [`past_key_values.${layer}.${part}`, nothing]),
    ).flat(),
  ) as Record<string, Tensor>;
  const ids = [...prompt];
  for (let start = 0; ids.length < prompt.length + count;) {
    const here = ids.slice(start);
    const feeds = {
      ...past,
      input_ids: int64(here, [1, here.length]),
      attention_mask: int64(Array<number>(ids.length).fill(1), [1, ids.length]),
      position_ids: int64([...ids.keys()].slice(start), [1, here.length]),
      num_logits_to_keep: int64([1], []),
    };
    const taken = Object.entries(feeds).filter(([name]) => model.inputNames.includes(name));
    const { logits, ...present } = await model.run(Object.fromEntries(taken));
    past = Object.fromEntries(
      Object.entries(present).map(([name, value]) => [name.replace('present', 'past_key_values'), value]),
    );
    const scores = numbersOf(logits).slice(-vocabulary);
    start = ids.length;
    ids.push(scores.indexOf(Math.max(...scores)));
  }
  return ids.slice(prompt.length);
}

function numbersOf({ data }: Tensor): number[] {
  if (data instanceof Float32Array) return [...data];
  const numbers = new Float32Array(data.length);
  float16ToFloat32(data as Uint16Array, numbers);
  return [...numbers];
}

describe('a bench model', () => {
  it.each(graphStyles.flatMap((style) => dtypes.map((dtype) => [style, dtype] as const)))(
    '%s, %s: loads and writes words',
    async (style, dtype) => {
      const written = await greedy(await session({ style, dtype }), 16);
      expect(written.filter((id) => id < firstWord || id >= vocabulary)).toEqual([]);
      expect(new Set(written).size).toBeGreaterThan(4);
    },
  );

  it.each(['grouped-positions', 'plain'] as const)(
    'writes the same with a %s graph as with a grouped one',
    async (style) => {
      const grouped = await greedy(await session({ style: 'grouped' }), 48);
      expect(await greedy(await session({ style }), 48)).toEqual(grouped);
    },
  );

  it('has the same weights in 8 bits, up to rounding', async () => {
    const full = await greedy(await session({}), 4);
    expect(await greedy(await session({ dtype: 'int8' }), 4)).toEqual(full);
  });

  it('tells logits of another precision than its own where that is wanted', async () => {
    const half = await greedy(await session({ dtype: 'fp16' }), 8);
    expect(await greedy(await session({ dtype: 'fp16', logitsType: 'float32' }), 8)).toEqual(half);
  });

  it('depends on its seed alone', () => {
    const first = readFileSync(makeBenchModel({ folder, seed: 7 }));
    expect(readFileSync(makeBenchModel({ folder, seed: 7 })).equals(first)).toBe(true);
    expect(readFileSync(makeBenchModel({ folder, seed: 8 })).equals(first)).toBe(false);
  });

  it.each(dtypes)('answers every token with the same one where the context counts for nothing: %s', async (dtype) => {
    const chain = await greedy(await session({ dtype, contextGain: 0 }), 250 - prompt.length);
    const next = new Map(chain.slice(1).map((id, index) => [chain[index], id]));
    expect(chain.slice(1)).toEqual(chain.slice(0, -1).map((id) => next.get(id)));
  });

  it('leaves num_logits_to_keep out where it is not wanted', async () => {
    const model = await session({ keepLogits: false, style: 'plain' });
    expect(model.inputNames).not.toContain('num_logits_to_keep');
    expect(await greedy(model, 8)).toEqual(await greedy(await session({ style: 'plain' }), 8));
  });

  it('writes the same with its weights in a file beside the graph', async () => {
    const inside = await greedy(await session({ dtype: 'int8' }), 8);
    const model = await session({ dtype: 'int8', externalData: true });
    expect(existsSync(join(folder, 'onnx', 'model_int8.onnx_data'))).toBe(true);
    expect(await greedy(model, 8)).toEqual(inside);
  });

  it('reads a text of n words as n tokens, and its own text as the tokens that it wrote', async () => {
    makeBenchModel({ folder });
    env.localModelPath = tmpdir();
    const tokenizer = await AutoTokenizer.from_pretrained(folder.slice(tmpdir().length + 1), {
      local_files_only: true,
    });
    const text = promptWords(makeVocabulary(vocabulary)).join('').replaceAll('Ġ', ' ');
    expect(tokenizer.encode(text)).toHaveLength(text.split(' ').length - 1);
    expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
    const chat = tokenizer.apply_chat_template([{ role: 'user', content: 'general 5 en: bab' }], {
      tokenize: false,
      add_generation_prompt: true,
    });
    expect(tokenizer.encode(chat)).toHaveLength(13);
  });

  it('is written for llama.cpp, too', () => {
    const file = join(folder, 'model.gguf');
    makeGguf(file, { seed: 7 });
    expect(readFileSync(file).subarray(0, 4).toString()).toBe('GGUF');
    expect(statSync(file).size % 32).toBe(0);
  });
});
