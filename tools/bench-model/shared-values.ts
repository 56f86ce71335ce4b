import { type ModelShape, ropeBase } from './model-shape.js';
import type { OnnxGraph } from './onnx-graph.js';

/** Cosines and sines of every position, [context, head size / 2]. */
export function addRotations(graph: OnnxGraph, { context, headSize }: ModelShape): void {
  const half = headSize / 2;
  const table = (of: (angle: number) => number) => (): Float32Array =>
    Float32Array.from({ length: context * half }, (_, i) =>
      of(Math.floor(i / half) * ropeBase ** ((-2 * (i % half)) / headSize)),
    );
  graph.floats('cosines', [context, half], table(Math.cos));
  graph.floats('sines', [context, half], table(Math.sin));
}

/** A number that no score comes near, and half precision can hold: where it is added, nothing is read. */
export const hidden = -30_000;

/** `mask_bias` [batch, 1, 1, total], which hides what the mask leaves out; and `batch`, `sequence`, `total`, as lists of one. */
export function addMaskBias(graph: OnnxGraph): void {
  graph.node('Shape', ['input_ids'], 'ids_shape');
  graph.node('Shape', ['attention_mask'], 'attention_mask_shape');
  graph.node('Gather', ['ids_shape', graph.integers(0)], 'batch');
  graph.node('Gather', ['ids_shape', graph.integers(1)], 'sequence');
  graph.node('Gather', ['attention_mask_shape', graph.integers(1)], 'total');
  graph.cast('attention_mask', 'mask_numbers');
  graph.node('Sub', [graph.number(1), 'mask_numbers'], 'mask_inverse');
  graph.node('Mul', ['mask_inverse', graph.number(hidden)], 'mask_flat');
  graph.node('Unsqueeze', ['mask_flat', graph.integers(1, 2)], 'mask_bias');
}
