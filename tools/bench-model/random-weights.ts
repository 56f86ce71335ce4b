import { type ModelShape, type Projection, sizeOf } from './model-shape.js';
import { firstWord } from './vocabulary.js';

/** Row by row: `values[output * inputs + input]`. */
export interface Matrix {
  outputs: number;
  inputs: number;
  values: Float32Array;
}

export interface WeightOptions {
  seed: number;
  /**
   * How much the text before the last token tells about the next one. With 0 the last token alone decides, so that a prompt
   * which holds the model's answer is repeated by it.
   */
  contextGain: number;
}

const embeddingDeviation = 0.02;
/** Rows of tokens that shall never be the likeliest: control tokens, the end of the text among them, and single bytes. */
const quietness = 1 / 16;

/**
 * Weights that depend on the seed and the name of the matrix alone, so that every file of a model (whatever its graph, number
 * format or order) holds the same ones. Each matrix is made when it is asked for, and not kept.
 */
export class RandomWeights {
  constructor(
    readonly shape: ModelShape,
    private readonly options: WeightOptions,
  ) {}

  /** One row per token; the head shares it. */
  embedding(): Matrix {
    const { vocabulary, hidden } = this.shape;
    const values = this.random('embedding', vocabulary * hidden, embeddingDeviation);
    for (let i = 0; i < firstWord * hidden; i += 1) values[i] *= quietness;
    return { outputs: vocabulary, inputs: hidden, values };
  }

  projection(layer: number, projection: Projection): Matrix {
    const [outputs, inputs] = sizeOf(projection, this.shape);
    const gain = projection === 'output' ? this.options.contextGain : 1;
    const values = this.random(`${layer}.${projection}`, outputs * inputs, gain / Math.sqrt(inputs));
    return { outputs, inputs, values };
  }

  /** Nearly normal: the sum of the four bytes of a random integer (mulberry32), centred. */
  private random(name: string, length: number, deviation: number): Float32Array {
    const values = new Float32Array(length);
    const scale = deviation / byteSumDeviation;
    let state = hash(`${this.options.seed}/${name}`);
    for (let i = 0; i < length; i += 1) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
      mixed ^= mixed >>> 14;
      const sum = (mixed & 255) + ((mixed >>> 8) & 255) + ((mixed >>> 16) & 255) + (mixed >>> 24);
      values[i] = (sum - 510) * scale;
    }
    return values;
  }
}

const byteSumDeviation = Math.sqrt((4 * (256 ** 2 - 1)) / 12);

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
