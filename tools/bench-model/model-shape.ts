/** How big a decoder of the Llama family is. */
export interface ModelShape {
  hidden: number;
  feedForward: number;
  layers: number;
  heads: number;
  /** Heads of keys and values; each serves `heads / kvHeads` heads of queries. */
  kvHeads: number;
  headSize: number;
  vocabulary: number;
  context: number;
}

/** The shape of SmolLM2-135M: small enough for a laptop, big enough that the matrices decide. */
export const smolShape: ModelShape = {
  hidden: 576,
  feedForward: 1536,
  layers: 30,
  heads: 9,
  kvHeads: 3,
  headSize: 64,
  vocabulary: 49152,
  context: 2048,
};

/** Made and loaded in milliseconds: for tests. */
export const tinyShape: ModelShape = {
  hidden: 64,
  feedForward: 128,
  layers: 2,
  heads: 4,
  kvHeads: 2,
  headSize: 16,
  vocabulary: 512,
  context: 256,
};

/** What both the rotation of queries and keys and the norms need; the same in every file of a model. */
export const ropeBase = 10_000;
export const normEpsilon = 1e-5;

/** The matrices of a layer. */
export const projections = ['query', 'key', 'value', 'output', 'gate', 'up', 'down'] as const;
export type Projection = (typeof projections)[number];

/** Outputs and inputs of a layer's matrix. */
export function sizeOf(projection: Projection, shape: ModelShape): [outputs: number, inputs: number] {
  const { hidden, feedForward, heads, kvHeads, headSize } = shape;
  switch (projection) {
    case 'query':
      return [heads * headSize, hidden];
    case 'key':
    case 'value':
      return [kvHeads * headSize, hidden];
    case 'output':
      return [hidden, heads * headSize];
    case 'gate':
    case 'up':
      return [feedForward, hidden];
    case 'down':
      return [hidden, feedForward];
  }
}
