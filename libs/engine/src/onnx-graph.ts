import type { InferenceSession } from 'onnxruntime-node';

/** What the inputs of a decoder graph say about its KV cache. */
export interface DecoderGraph {
  layers: number;
  kvHeads: number;
  headSize: number;
  takesPositions: boolean;
  takesLogitsToKeep: boolean;
}

/** @throws Error where the graph is not a decoder with a float32 KV cache. */
export function readGraph(session: InferenceSession): DecoderGraph {
  const inputs = session.inputMetadata;
  const key = inputs.find(({ name }) => name === 'past_key_values.0.key');
  if (key === undefined || !key.isTensor) throw new Error('The graph has no input past_key_values.0.key.');
  const [, kvHeads, , headSize] = key.shape;
  if (typeof kvHeads !== 'number' || typeof headSize !== 'number') {
    throw new Error('The KV cache has no fixed head size.');
  }
  if (key.type !== 'float32') throw new Error(`The KV cache is ${key.type}; only float32 is supported.`);
  return {
    layers: inputs.filter(({ name }) => /^past_key_values\.\d+\.key$/.test(name)).length,
    kvHeads,
    headSize,
    takesPositions: session.inputNames.includes('position_ids'),
    takesLogitsToKeep: session.inputNames.includes('num_logits_to_keep'),
  };
}
