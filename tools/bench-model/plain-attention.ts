import type { Attention } from './attention.js';
import { cacheNames } from './cache-names.js';
import type { ModelShape } from './model-shape.js';
import type { OnnxGraph } from './onnx-graph.js';
import { addMaskBias, addRotations, hidden } from './shared-values.js';

/** Attention from standard operators. The query heads that share a key head stand in one matrix, so no key is copied. */
export class PlainAttention implements Attention {
  constructor(
    private readonly graph: OnnxGraph,
    private readonly shape: ModelShape,
    readonly takesPositions: boolean,
  ) {}

  prepare(): void {
    const { graph } = this;
    addRotations(graph, this.shape);
    addMaskBias(graph);
    this.addCausalBias();
    if (!this.takesPositions) graph.node('Unsqueeze', ['query_places', graph.integers(0)], 'position_ids');
    for (const part of ['cosines', 'sines']) {
      graph.node('Gather', [part, 'position_ids'], `${part}.half`);
      graph.node('Concat', [`${part}.half`, `${part}.half`], `${part}.whole`, { attributes: { axis: -1 } });
      graph.node('Unsqueeze', [`${part}.whole`, graph.integers(1)], `${part}.here`);
    }
  }

  attend(layer: number, query: string, key: string, value: string): string {
    const { graph, shape } = this;
    const { heads, kvHeads, headSize } = shape;
    const { pastKey, pastValue, presentKey, presentValue } = cacheNames(layer);
    const name = `${layer}.attention`;
    const queries = this.rotate(this.split(query, heads));
    const join = { attributes: { axis: 2 } };
    graph.node('Concat', [pastKey, this.rotate(this.split(key, kvHeads))], presentKey, join);
    graph.node('Concat', [pastValue, this.split(value, kvHeads)], presentValue, join);
    // [batch, kv heads, group * sequence, head size]
    graph.node('Reshape', [queries, graph.integers(0, kvHeads, -1, headSize)], `${name}.grouped`);
    graph.node('Mul', [`${name}.grouped`, graph.number(headSize ** -0.5)], `${name}.scaled`);
    graph.node('Transpose', [presentKey], `${name}.keys`, { attributes: { perm: [0, 1, 3, 2] } });
    graph.node('MatMul', [`${name}.scaled`, `${name}.keys`], `${name}.products`);
    graph.node('Reshape', [`${name}.products`, 'scores_shape'], `${name}.scores`);
    graph.node('Add', [`${name}.scores`, 'bias'], `${name}.biased`);
    graph.node('Softmax', [`${name}.biased`], `${name}.shares`, { attributes: { axis: -1 } });
    graph.node('Reshape', [`${name}.shares`, 'shares_shape'], `${name}.grouped_shares`);
    graph.node('MatMul', [`${name}.grouped_shares`, presentValue], `${name}.mixed`);
    graph.node('Reshape', [`${name}.mixed`, 'heads_shape'], `${name}.heads`);
    graph.node('Transpose', [`${name}.heads`], `${name}.tokens`, { attributes: { perm: [0, 2, 1, 3] } });
    return graph.node('Reshape', [`${name}.tokens`, graph.integers(0, 0, heads * headSize)], `${layer}.attended`);
  }

  /** `bias` [batch, 1, sequence, total]: the mask, and no token reads what comes after it. Also the shapes of all layers. */
  private addCausalBias(): void {
    const { graph, shape } = this;
    graph.node('Squeeze', ['total'], 'total_number');
    graph.node('Squeeze', ['sequence'], 'sequence_number');
    graph.node('Sub', ['total_number', 'sequence_number'], 'past_number');
    graph.node('Range', [graph.integer(0), 'total_number', graph.integer(1)], 'key_places');
    graph.node('Range', ['past_number', 'total_number', graph.integer(1)], 'query_places');
    graph.node('Unsqueeze', ['query_places', graph.integers(1)], 'query_column');
    graph.node('LessOrEqual', ['key_places', 'query_column'], 'is_before');
    graph.node('Where', ['is_before', graph.number(0), graph.number(hidden)], 'causal_bias');
    graph.node('Add', ['mask_bias', 'causal_bias'], 'bias');
    const [heads, kvHeads] = [graph.integers(shape.heads), graph.integers(shape.kvHeads)];
    const axis = { attributes: { axis: 0 } };
    graph.node('Concat', ['batch', heads, 'sequence', 'total'], 'scores_shape', axis);
    graph.node('Concat', ['batch', kvHeads, graph.integers(-1), 'total'], 'shares_shape', axis);
    graph.node('Concat', ['batch', heads, 'sequence', graph.integers(shape.headSize)], 'heads_shape', axis);
  }

  /** [batch, sequence, heads * head size] to [batch, heads, sequence, head size]. */
  private split(input: string, heads: number): string {
    const shape = this.graph.integers(0, 0, heads, this.shape.headSize);
    this.graph.node('Reshape', [input, shape], `${input}.split`);
    return this.graph.node('Transpose', [`${input}.split`], `${input}.by_head`, { attributes: { perm: [0, 2, 1, 3] } });
  }

  private rotate(input: string): string {
    const { graph } = this;
    const { headSize } = this.shape;
    const half = (from: number, to: number, name: string): string =>
      graph.node('Slice', [input, graph.integers(from), graph.integers(to), graph.integers(3)], `${input}.${name}`);
    half(0, headSize / 2, 'first');
    half(headSize / 2, headSize, 'second');
    graph.node('Neg', [`${input}.second`], `${input}.negative`);
    graph.node('Concat', [`${input}.negative`, `${input}.first`], `${input}.turned`, { attributes: { axis: -1 } });
    graph.node('Mul', [input, 'cosines.here'], `${input}.along`);
    graph.node('Mul', [`${input}.turned`, 'sines.here'], `${input}.across`);
    return graph.node('Add', [`${input}.along`, `${input}.across`], `${input}.rotated`);
  }
}
