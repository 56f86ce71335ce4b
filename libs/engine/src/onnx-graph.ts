import type { InferenceSession } from 'onnxruntime-node';

/** What the inputs of a decoder graph say about its KV cache. */
export interface DecoderGraph {
  layers: number;
  kvHeads: number;
  headSize: number;
  /** Numbers of the KV cache. */
  cacheType: 'float32' | 'float16';
  /** Numbers of the logits. */
  logitsType: 'float32' | 'float16';
  takesPositions: boolean;
  takesLogitsToKeep: boolean;
  /** Inputs and outputs of the cache: key and value in turn, layer by layer. */
  pastNames: readonly string[];
  presentNames: readonly string[];
}

/** @throws Error where the graph is not a decoder with a float KV cache. */
export function readGraph(session: InferenceSession): DecoderGraph {
  const inputs = session.inputMetadata;
  const key = inputs.find(({ name }) => name === 'past_key_values.0.key');
  if (key === undefined || !key.isTensor) throw new Error('The graph has no input past_key_values.0.key.');
  const [, kvHeads, , headSize] = key.shape;
  if (typeof kvHeads !== 'number' || typeof headSize !== 'number') {
    throw new Error('The KV cache has no fixed head size.');
  }
  const logits = session.outputMetadata.find(({ name }) => name === 'logits');
  const layers = inputs.filter(({ name }) => /^past_key_values\.\d+\.key$/.test(name)).length;
  const namesOf = (prefix: string): string[] =>
    Array.from({ length: layers }, (_, layer) => [`${prefix}.${layer}.key`, `${prefix}.${layer}.value`]).flat();
  return {
    layers,
    kvHeads,
    headSize,
    cacheType: floatType('KV cache', key.type),
    logitsType: floatType('logits', logits?.isTensor === true ? logits.type : 'missing'),
    takesPositions: session.inputNames.includes('position_ids'),
    takesLogitsToKeep: session.inputNames.includes('num_logits_to_keep'),
    pastNames: namesOf('past_key_values'),
    presentNames: namesOf('present'),
  };
}

function floatType(what: string, type: string): 'float32' | 'float16' {
  if (type === 'float32' || type === 'float16') return type;
  throw new Error(`The ${what} is ${type}; only float32 and float16 are supported.`);
}
