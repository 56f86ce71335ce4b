import { type ModelShape, normEpsilon } from './model-shape.js';
import { microsoft, type OnnxGraph } from './onnx-graph.js';

/** A residual stream with what is still to be added to it. */
export interface Residual {
  stream: string;
  delta?: string;
}

/** Adds the delta to the stream and scales each token's values to the same size (RMS norm). */
export type Norm = (residual: Residual, name: string) => { normed: string; stream: string };

/** With the operators of ONNX Runtime, as exporters for it write them. */
export function fusedNorm(graph: OnnxGraph, shape: ModelShape): Norm {
  const ones = normWeight(graph, shape);
  const epsilon = { float: normEpsilon };
  return ({ stream, delta }, name) => {
    if (delta === undefined) {
      graph.node('SimplifiedLayerNormalization', [stream, ones], name, {
        attributes: { axis: -1, epsilon, stash_type: 1 },
      });
      return { normed: name, stream };
    }
    const sum = `${name}.sum`;
    graph.node('SkipSimplifiedLayerNormalization', [stream, delta, ones], [name, '', '', sum], {
      domain: microsoft,
      attributes: { epsilon },
    });
    return { normed: name, stream: sum };
  };
}

/** With standard operators. */
export function plainNorm(graph: OnnxGraph, shape: ModelShape): Norm {
  const ones = normWeight(graph, shape);
  return ({ stream, delta }, name) => {
    const sum = delta === undefined ? stream : graph.node('Add', [stream, delta], `${name}.sum`);
    graph.node('Pow', [sum, graph.number(2)], `${name}.squares`);
    graph.node('ReduceMean', [`${name}.squares`], `${name}.mean`, { attributes: { axes: [-1], keepdims: 1 } });
    graph.node('Add', [`${name}.mean`, graph.number(normEpsilon)], `${name}.padded`);
    graph.node('Sqrt', [`${name}.padded`], `${name}.size`);
    graph.node('Div', [sum, `${name}.size`], `${name}.even`);
    graph.node('Mul', [`${name}.even`, ones], name);
    return { normed: name, stream: sum };
  };
}

/** All ones: random values here would change nothing that a bench or a test looks at. */
function normWeight(graph: OnnxGraph, { hidden }: ModelShape): string {
  return graph.floats('ones', [hidden], () => new Float32Array(hidden).fill(1));
}
