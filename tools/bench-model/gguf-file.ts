import { bytesOf, type FilePart, writeParts } from './file-parts.js';
import { GgufBytes } from './gguf-bytes.js';
import { chatTemplate } from './model-files.js';
import { type ModelShape, normEpsilon, projections, type Projection, ropeBase, sizeOf } from './model-shape.js';
import { quantiseForLlama, rotateHalvesApart } from './llama-layout.js';
import type { Matrix, RandomWeights } from './random-weights.js';
import { beginId, controlTokens, endId, makeVocabulary, padId } from './vocabulary.js';

/** Number formats inside a GGUF file. */
const f32 = 0;
const q8 = 8;
/** `general.file_type` of a file that is Q8_0 for the most part. */
const mostlyQ8 = 7;
const alignment = 32;

const tensorNames: Record<Projection, string> = {
  query: 'attn_q',
  key: 'attn_k',
  value: 'attn_v',
  output: 'attn_output',
  gate: 'ffn_gate',
  up: 'ffn_up',
  down: 'ffn_down',
};

interface Tensor {
  name: string;
  type: number;
  /** The innermost first. */
  dims: readonly number[];
  data: FilePart;
}

/** Writes a GGUF v3 file: what the llama.cpp family reads, tokenizer included. */
export function writeGguf(file: string, weights: RandomWeights): void {
  const tensors = tensorsOf(weights);
  const head = new GgufBytes();
  const described = description(weights.shape);
  head.raw(new TextEncoder().encode('GGUF')).u32(3).u64(tensors.length).u64(described.entries).raw(described.bytes());
  let offset = 0;
  for (const { name, type, dims, data } of tensors) {
    head.text(name).u32(dims.length);
    for (const dim of dims) head.u64(dim);
    head.u32(type).u64(offset);
    offset += aligned(data.byteLength);
  }
  writeParts(file, [...padded(head.bytes()), ...tensors.flatMap(({ data }) => padded(data))]);
}

function tensorsOf(weights: RandomWeights): Tensor[] {
  const { shape } = weights;
  const { vocabulary, hidden, layers } = shape;
  const norm = (name: string): Tensor => ({
    name,
    type: f32,
    dims: [hidden],
    data: bytesOf(new Float32Array(hidden).fill(1)),
  });
  const layerTensors = (layer: number): Tensor[] => [
    norm(`blk.${layer}.attn_norm.weight`),
    norm(`blk.${layer}.ffn_norm.weight`),
    ...projections.map((projection) =>
      matrixTensor(`blk.${layer}.${tensorNames[projection]}.weight`, sizeOf(projection, shape), () =>
        arranged(weights.projection(layer, projection), projection, shape),
      ),
    ),
  ];
  return [
    matrixTensor('token_embd.weight', [vocabulary, hidden], () => weights.embedding()),
    norm('output_norm.weight'),
    ...Array.from({ length: layers }, (_, layer) => layerTensors(layer)).flat(),
  ];
}

function matrixTensor(name: string, [outputs, inputs]: readonly [number, number], make: () => Matrix): Tensor {
  const byteLength = ((outputs * inputs) / 32) * 34;
  return { name, type: q8, dims: [inputs, outputs], data: { byteLength, make: () => quantiseForLlama(make().values) } };
}

/** llama.cpp rotates neighbours where our graphs rotate halves. */
function arranged(matrix: Matrix, projection: Projection, { headSize }: ModelShape): Matrix {
  return projection === 'query' || projection === 'key' ? rotateHalvesApart(matrix, headSize) : matrix;
}

function description(shape: ModelShape): GgufBytes {
  const { tokens, merges } = makeVocabulary(shape.vocabulary);
  return new GgufBytes()
    .textEntry('general.architecture', 'llama')
    .textEntry('general.name', 'bench-model')
    .integerEntry('general.file_type', mostlyQ8)
    .integerEntry('general.alignment', alignment)
    .integerEntry('llama.block_count', shape.layers)
    .integerEntry('llama.context_length', shape.context)
    .integerEntry('llama.embedding_length', shape.hidden)
    .integerEntry('llama.feed_forward_length', shape.feedForward)
    .integerEntry('llama.attention.head_count', shape.heads)
    .integerEntry('llama.attention.head_count_kv', shape.kvHeads)
    .integerEntry('llama.rope.dimension_count', shape.headSize)
    .floatEntry('llama.rope.freq_base', ropeBase)
    .floatEntry('llama.attention.layer_norm_rms_epsilon', normEpsilon)
    .integerEntry('llama.vocab_size', shape.vocabulary)
    .textEntry('tokenizer.ggml.model', 'gpt2')
    .textEntry('tokenizer.ggml.pre', 'gpt-2')
    .textsEntry('tokenizer.ggml.tokens', tokens)
    .integersEntry(
      'tokenizer.ggml.token_type',
      tokens.map((_, id) => (id < controlTokens.length ? 3 : 1)),
    )
    .textsEntry(
      'tokenizer.ggml.merges',
      merges.map((pair) => pair.join(' ')),
    )
    .integerEntry('tokenizer.ggml.bos_token_id', beginId)
    .integerEntry('tokenizer.ggml.eos_token_id', endId)
    .integerEntry('tokenizer.ggml.padding_token_id', padId)
    .flagEntry('tokenizer.ggml.add_bos_token', false)
    .textEntry('tokenizer.chat_template', chatTemplate);
}

function aligned(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function padded(part: FilePart): FilePart[] {
  return [part, new Uint8Array(aligned(part.byteLength) - part.byteLength)];
}
