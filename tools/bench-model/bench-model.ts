import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { decoderGraph } from './decoder-graph.js';
import { writeGguf } from './gguf-file.js';
import type { FloatType } from './onnx-graph.js';
import type { GraphStyle } from './graph-styles.js';
import { type BenchDtype, graphFiles } from './linear-layers.js';
import { writeConfig, writeTokenizer } from './model-files.js';
import { type ModelShape, tinyShape } from './model-shape.js';
import { RandomWeights, type WeightOptions } from './random-weights.js';
import { makeVocabulary } from './vocabulary.js';

export interface BenchModelOptions extends Partial<WeightOptions> {
  /** Made where it does not exist; files of an earlier model in it are replaced. */
  folder: string;
  shape?: ModelShape;
  style?: GraphStyle;
  dtype?: BenchDtype;
  /** Whether the graph has an input `num_logits_to_keep`. */
  keepLogits?: boolean;
  /** Whether the weights stand in a file beside the graph. */
  externalData?: boolean;
  /** Numbers of the logits; left out, those that the graph computes with: half precision in `fp16`, else float32. */
  logitsType?: FloatType;
}

/**
 * Makes a model with random weights in the layout of transformers.js: a tiny one in milliseconds, unless a shape is given. The
 * same seed gives the same weights in every style and number format, up to rounding.
 *
 * @returns The file of the graph.
 */
export function makeBenchModel(options: BenchModelOptions): string {
  const { folder, shape = tinyShape, style = 'grouped', dtype = 'fp32' } = options;
  const { keepLogits = true, externalData = false, logitsType } = options;
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeConfig(folder, shape, externalData ? graphFiles[dtype] : undefined);
  writeTokenizer(folder, makeVocabulary(shape.vocabulary), shape.context);
  const file = join(folder, 'onnx', graphFiles[dtype]);
  decoderGraph(weightsOf(options), { style, dtype, keepLogits, logitsType }).write(file, { externalData });
  return file;
}

/** Writes the same weights for llama.cpp: 8 bits in blocks of 32 (Q8_0). */
export function makeGguf(file: string, options: Omit<BenchModelOptions, 'folder'>): void {
  writeGguf(file, weightsOf(options));
}

function weightsOf({ shape = tinyShape, seed = 1, contextGain = 1 }: Partial<BenchModelOptions>): RandomWeights {
  return new RandomWeights(shape, { seed, contextGain });
}
