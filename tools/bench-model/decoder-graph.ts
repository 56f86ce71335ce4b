import { cacheNames } from './cache-names.js';
import { attentionOf, type GraphStyle } from './graph-styles.js';
import { type BenchDtype, linearLayers } from './linear-layers.js';
import type { ModelShape, Projection } from './model-shape.js';
import { fusedNorm, plainNorm, type Residual } from './norms.js';
import { type FloatType, OnnxGraph } from './onnx-graph.js';
import type { RandomWeights } from './random-weights.js';

export interface DecoderOptions {
  style: GraphStyle;
  dtype: BenchDtype;
  /** An input `num_logits_to_keep`, so that a long prompt does not cost the logits of all its tokens. */
  keepLogits: boolean;
  /** Numbers of the logits; those of the graph where it is left out. */
  logitsType?: FloatType;
}

/** A decoder of the Llama family with the inputs and outputs that transformers.js expects. */
export function decoderGraph(weights: RandomWeights, options: DecoderOptions): OnnxGraph {
  const { style, dtype, keepLogits } = options;
  const { shape } = weights;
  const graph = new OnnxGraph(dtype === 'fp16' ? 'float16' : 'float32');
  const logitsType = options.logitsType ?? graph.floatType;
  const linear = linearLayers(dtype, graph, weights);
  const attention = attentionOf(style, graph, shape);
  const norm = style === 'plain' || style === 'plain-no-positions' ? plainNorm(graph, shape) : fusedNorm(graph, shape);
  let residual: Residual = { stream: linear.embed('input_ids') };
  attention.prepare();
  for (let layer = 0; layer < shape.layers; layer += 1) {
    const project = (input: string, projection: Projection): string => linear.project(input, layer, projection);
    const { normed, stream } = norm(residual, `${layer}.before_attention`);
    const attended = attention.attend(
      layer,
      project(normed, 'query'),
      project(normed, 'key'),
      project(normed, 'value'),
    );
    const after = norm({ stream, delta: project(attended, 'output') }, `${layer}.before_feed_forward`);
    const gate = project(after.normed, 'gate');
    graph.node('Sigmoid', [gate], `${layer}.sigmoid`);
    graph.node('Mul', [gate, `${layer}.sigmoid`], `${layer}.silu`);
    const gated = graph.node('Mul', [`${layer}.silu`, project(after.normed, 'up')], `${layer}.gated`);
    residual = { stream: after.stream, delta: project(gated, 'down') };
  }
  const { normed } = norm(residual, 'last');
  const isCast = logitsType !== graph.floatType;
  linear.head(keepLogits ? lastTokens(graph, normed) : normed, isCast ? 'scores' : 'logits');
  if (isCast) graph.cast('scores', 'logits', logitsType);
  addInterface(graph, shape, { keepLogits, logitsType, takesPositions: attention.takesPositions });
  return graph;
}

/** The last `num_logits_to_keep` tokens. */
function lastTokens(graph: OnnxGraph, input: string): string {
  graph.node('Neg', ['num_logits_to_keep'], 'minus_kept');
  graph.node('Reshape', ['minus_kept', graph.integers(1)], 'first_kept');
  return graph.node('Slice', [input, 'first_kept', graph.integers(2 ** 31 - 1), graph.integers(1)], 'kept');
}

function addInterface(
  graph: OnnxGraph,
  { layers, kvHeads, headSize, vocabulary }: ModelShape,
  { keepLogits, logitsType, takesPositions }: { keepLogits: boolean; logitsType: FloatType; takesPositions: boolean },
): void {
  const [batch, sequence, total] = ['batch_size', 'sequence_length', 'total_sequence_length'];
  graph.input({ name: 'input_ids', type: 'int64', dims: [batch, sequence] });
  graph.input({ name: 'attention_mask', type: 'int64', dims: [batch, total] });
  if (takesPositions) graph.input({ name: 'position_ids', type: 'int64', dims: [batch, sequence] });
  if (keepLogits) graph.input({ name: 'num_logits_to_keep', type: 'int64', dims: [] });
  const type = graph.floatType;
  const logits = [batch, keepLogits ? 'num_logits' : sequence, vocabulary];
  graph.output({ name: 'logits', type: logitsType, dims: logits });
  for (let layer = 0; layer < layers; layer += 1) {
    const { pastKey, pastValue, presentKey, presentValue } = cacheNames(layer);
    const dims = (length: string): (number | string)[] => [batch, kvHeads, length, headSize];
    for (const name of [pastKey, pastValue]) graph.input({ name, type, dims: dims('past_sequence_length') });
    for (const name of [presentKey, presentValue]) graph.output({ name, type, dims: dims(total) });
  }
}
