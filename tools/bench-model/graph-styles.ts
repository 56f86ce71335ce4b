import type { Attention } from './attention.js';
import { cacheNames } from './cache-names.js';
import type { ModelShape } from './model-shape.js';
import { microsoft, type OnnxGraph } from './onnx-graph.js';
import { PlainAttention } from './plain-attention.js';
import { addMaskBias, addRotations } from './shared-values.js';

/**
 * `grouped`: as most decoders lie on the hub; GroupQueryAttention works out positions itself, from the number of tokens that the
 * attention mask shows. `grouped-positions`: the same with positions and a bias from the mask. `plain`: standard operators.
 * `plain-no-positions`: standard operators that number the tokens themselves, so that rows of one step must be equally long.
 */
export const graphStyles = ['grouped', 'grouped-positions', 'plain', 'plain-no-positions'] as const;
export type GraphStyle = (typeof graphStyles)[number];

export function attentionOf(style: GraphStyle, graph: OnnxGraph, shape: ModelShape): Attention {
  switch (style) {
    case 'grouped':
      return new GroupedAttention(graph, shape);
    case 'grouped-positions':
      return new PositionedAttention(graph, shape);
    case 'plain':
      return new PlainAttention(graph, shape, true);
    case 'plain-no-positions':
      return new PlainAttention(graph, shape, false);
  }
}

class GroupedAttention implements Attention {
  readonly takesPositions = false;

  constructor(
    private readonly graph: OnnxGraph,
    private readonly shape: ModelShape,
  ) {}

  prepare(): void {
    const { graph } = this;
    addRotations(graph, this.shape);
    graph.node('ReduceSum', ['attention_mask', graph.integers(1)], 'tokens', { attributes: { keepdims: 0 } });
    graph.node('Sub', ['tokens', graph.integers(1)], 'last_token');
    graph.node('Cast', ['last_token'], 'seqlens_k', { attributes: { to: 6 } });
    addTotalLength(graph);
  }

  attend(layer: number, query: string, key: string, value: string): string {
    return groupQuery(this.graph, this.shape, layer, [query, key, value], ['cosines', 'sines'], 1);
  }
}

class PositionedAttention implements Attention {
  readonly takesPositions = true;

  constructor(
    private readonly graph: OnnxGraph,
    private readonly shape: ModelShape,
  ) {}

  prepare(): void {
    const { graph } = this;
    addRotations(graph, this.shape);
    addMaskBias(graph);
    graph.node('Concat', ['batch', graph.integers(1), 'sequence', 'total'], 'bias_shape', { attributes: { axis: 0 } });
    graph.node('Expand', ['mask_bias', 'bias_shape'], 'bias');
    graph.node('Sub', ['total', graph.integers(1)], 'last_position');
    graph.node('Expand', ['last_position', 'batch'], 'last_positions');
    graph.node('Cast', ['last_positions'], 'seqlens_k', { attributes: { to: 6 } });
    addTotalLength(graph);
  }

  attend(layer: number, query: string, key: string, value: string): string {
    const rotated = [query, key].map((input) =>
      this.graph.node('RotaryEmbedding', [input, 'position_ids', 'cosines', 'sines'], `${input}.rotated`, {
        domain: microsoft,
      }),
    );
    return groupQuery(this.graph, this.shape, layer, [...rotated, value], ['', '', '', 'bias'], 0);
  }
}

function addTotalLength(graph: OnnxGraph): void {
  graph.node('Shape', ['attention_mask'], 'mask_shape');
  graph.node('Gather', ['mask_shape', graph.integer(1)], 'total_number');
  graph.node('Cast', ['total_number'], 'total_sequence_length', { attributes: { to: 6 } });
}

function groupQuery(
  graph: OnnxGraph,
  { heads, kvHeads, headSize }: ModelShape,
  layer: number,
  inputs: readonly string[],
  more: readonly string[],
  rotary: 0 | 1,
): string {
  const { pastKey, pastValue, presentKey, presentValue } = cacheNames(layer);
  return graph.node(
    'GroupQueryAttention',
    [...inputs, pastKey, pastValue, 'seqlens_k', 'total_sequence_length', ...more],
    [`${layer}.attended`, presentKey, presentValue],
    {
      domain: microsoft,
      attributes: {
        num_heads: heads,
        kv_num_heads: kvHeads,
        do_rotary: rotary,
        rotary_interleaved: 0,
        local_window_size: -1,
        scale: { float: headSize ** -0.5 },
      },
    },
  );
}
