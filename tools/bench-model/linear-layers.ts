import { once } from './file-parts.js';
import { microsoft, type OnnxGraph } from './onnx-graph.js';
import { blockSize, quantiseBlocks, quantiseOutputs, transpose } from './quantise.js';
import { type Projection, sizeOf } from './model-shape.js';
import type { Matrix, RandomWeights } from './random-weights.js';

/** What depends on the number format of the weights: everything that multiplies with a matrix. */
export interface LinearLayers {
  /** Rows of the embedding for the input ids. */
  embed(ids: string): string;
  project(input: string, layer: number, projection: Projection): string;
  /** Logits, with the embedding as the matrix. */
  head(input: string, output: string): string;
}

/** Number formats of the weights under the names that transformers.js has for them, and the file it looks for. */
export const graphFiles = {
  fp32: 'model.onnx',
  fp16: 'model_fp16.onnx',
  int8: 'model_int8.onnx',
  q4: 'model_q4.onnx',
  q8: 'model_quantized.onnx',
} as const;
export type BenchDtype = keyof typeof graphFiles;

export function linearLayers(dtype: BenchDtype, graph: OnnxGraph, weights: RandomWeights): LinearLayers {
  switch (dtype) {
    case 'fp32':
    case 'fp16':
      return new FullLayers(graph, weights);
    case 'int8':
      return new BlockLayers(graph, weights, 8);
    case 'q4':
      return new BlockLayers(graph, weights, 4);
    case 'q8':
      return new DynamicLayers(graph, weights);
  }
}

class FullLayers implements LinearLayers {
  constructor(
    private readonly graph: OnnxGraph,
    private readonly weights: RandomWeights,
  ) {}

  embed(ids: string): string {
    const { vocabulary, hidden } = this.weights.shape;
    this.graph.floats('embedding', [vocabulary, hidden], () => this.weights.embedding().values);
    return this.graph.node('Gather', ['embedding', ids], 'embedded');
  }

  project(input: string, layer: number, projection: Projection): string {
    const name = `${layer}.${projection}`;
    const [outputs, inputs] = sizeOf(projection, this.weights.shape);
    const values = (): Float32Array => transpose(this.weights.projection(layer, projection).values, outputs);
    return this.graph.node('MatMul', [input, this.graph.floats(`${name}.weight`, [inputs, outputs], values)], name);
  }

  head(input: string, output: string): string {
    const attributes = { transB: 1 };
    return this.graph.node('FusedMatMul', [input, 'embedding'], output, { domain: microsoft, attributes });
  }
}

/** Weights in blocks of 32 numbers of 8 or 4 bits (MatMulNBits): what a row comes to does not depend on other rows. */
class BlockLayers implements LinearLayers {
  constructor(
    private readonly graph: OnnxGraph,
    private readonly weights: RandomWeights,
    private readonly bits: 4 | 8,
  ) {}

  embed(ids: string): string {
    const { vocabulary, hidden } = this.weights.shape;
    const quantised = once(() => quantiseBlocks(this.weights.embedding(), this.bits));
    const width = (hidden * this.bits) / 8;
    this.graph.weight('embedding', 'uint8', [vocabulary, width], () => quantised().values);
    this.graph.weight('embedding.scales', 'float32', [vocabulary, hidden / blockSize], () => quantised().scales);
    return this.graph.node('GatherBlockQuantized', ['embedding', ids, 'embedding.scales'], 'embedded', {
      domain: microsoft,
      attributes: { bits: this.bits, block_size: blockSize, gather_axis: 0, quantize_axis: 1 },
    });
  }

  project(input: string, layer: number, projection: Projection): string {
    const { graph, weights, bits } = this;
    const name = `${layer}.${projection}`;
    const [outputs, inputs] = sizeOf(projection, weights.shape);
    const quantised = once(() => quantiseBlocks(weights.projection(layer, projection), bits));
    const dims = this.blockDims(outputs, inputs);
    graph.weight(`${name}.weight`, 'uint8', dims, () => quantised().values);
    graph.weight(`${name}.scales`, 'float32', [dims[0] * dims[1]], () => quantised().scales);
    return this.multiply(input, `${name}.weight`, `${name}.scales`, [outputs, inputs], name);
  }

  head(input: string, output: string): string {
    const { vocabulary, hidden } = this.weights.shape;
    const shape = this.graph.integers(...this.blockDims(vocabulary, hidden));
    this.graph.node('Reshape', ['embedding', shape], 'head');
    this.graph.node('Reshape', ['embedding.scales', this.graph.integers(-1)], 'head.scales');
    return this.multiply(input, 'head', 'head.scales', [vocabulary, hidden], output);
  }

  private multiply(input: string, weight: string, scales: string, [outputs, inputs]: [number, number], name: string) {
    return this.graph.node('MatMulNBits', [input, weight, scales], name, {
      domain: microsoft,
      attributes: { K: inputs, N: outputs, bits: this.bits, block_size: blockSize, accuracy_level: 4 },
    });
  }

  private blockDims(outputs: number, inputs: number): [number, number, number] {
    return [outputs, inputs / blockSize, (blockSize * this.bits) / 8];
  }
}

/** Signed bytes for weights and, with one scale for the whole batch, for activations: fast, and rows feel each other a little. */
class DynamicLayers implements LinearLayers {
  private readonly quantisedInputs = new Set<string>();

  constructor(
    private readonly graph: OnnxGraph,
    private readonly weights: RandomWeights,
  ) {}

  embed(ids: string): string {
    const { graph } = this;
    const { vocabulary, hidden } = this.weights.shape;
    const quantised = once(() => quantiseOutputs(this.weights.embedding()));
    graph.weight('embedding', 'int8', [vocabulary, hidden], () => quantised().values);
    graph.weight('embedding.scales', 'float32', [vocabulary, 1], () => quantised().scales);
    graph.node('Gather', ['embedding', ids], 'embedded.bytes');
    graph.node('Cast', ['embedded.bytes'], 'embedded.numbers', { attributes: { to: 1 } });
    graph.node('Gather', ['embedding.scales', ids], 'embedded.scales');
    return graph.node('Mul', ['embedded.numbers', 'embedded.scales'], 'embedded');
  }

  project(input: string, layer: number, projection: Projection): string {
    const { graph } = this;
    const name = `${layer}.${projection}`;
    const [outputs, inputs] = sizeOf(projection, this.weights.shape);
    const quantised = once(() => quantiseOutputs(this.matrix(layer, projection)));
    graph.weight(`${name}.weight`, 'int8', [inputs, outputs], () => transpose(quantised().values, outputs));
    graph.weight(`${name}.scales`, 'float32', [outputs], () => quantised().scales);
    return this.multiply(input, `${name}.weight`, `${name}.scales`, outputs, name);
  }

  head(input: string, output: string): string {
    this.graph.node('Transpose', ['embedding'], 'head', { attributes: { perm: [1, 0] } });
    this.graph.node('Reshape', ['embedding.scales', this.graph.integers(-1)], 'head.scales');
    return this.multiply(input, 'head', 'head.scales', this.weights.shape.vocabulary, output);
  }

  private matrix(layer: number, projection: Projection): Matrix {
    return this.weights.projection(layer, projection);
  }

  private multiply(input: string, weight: string, scales: string, outputs: number, name: string): string {
    const { graph } = this;
    const [bytes, scale, zero] = this.quantiseInput(input);
    const zeros = graph.weight(`zeros_${outputs}`, 'int8', [outputs], () => new Int8Array(outputs));
    graph.node('MatMulInteger', [bytes, weight, zero, zeros], `${name}.integers`);
    graph.node('Cast', [`${name}.integers`], `${name}.numbers`, { attributes: { to: 1 } });
    graph.node('Mul', [scale, scales], `${name}.scale`);
    return graph.node('Mul', [`${name}.numbers`, `${name}.scale`], name);
  }

  private quantiseInput(input: string): [bytes: string, scale: string, zero: string] {
    const names: [string, string, string] = [`${input}.bytes`, `${input}.byte_scale`, `${input}.byte_zero`];
    if (!this.quantisedInputs.has(input)) this.graph.node('DynamicQuantizeLinear', [input], names);
    this.quantisedInputs.add(input);
    return names;
  }
}
