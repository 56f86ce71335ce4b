import type { Agreement } from '@muse/core/models/runner-messages.js';
import type { StepModel } from './step-model.js';

/**
 * A root mean square difference above this share of the spread of the logits is no rounding: the layout is wrong. Dynamic 8 bit
 * activations were seen to make 0.04 to 0.3, a row that reads what is not its text makes about 1.
 */
const tolerance = 0.4;

/**
 * Two texts of unequal length, and how far they are written. Read in pieces of two tokens at least: attention over a single
 * one adds up in another order.
 */
const lengths = [5, 4];
const firstPiece = 2;
const steps = 3;
export const selfTestLength = Math.max(...lengths) + steps;

/**
 * Whether two unequal texts that are read in pieces and written together get the logits that `reference` gives each of them
 * alone; and whether they get about the same where several tokens are read in one step.
 */
export async function agreementOf(model: StepModel, reference: StepModel): Promise<Agreement> {
  const texts = lengths.slice(0, model.slots).map((length, row) => textOf(length, row, model.vocabularySize));
  const wanted: Float32Array[][] = [];
  for (const [row, text] of texts.entries()) wanted.push(await alone(reference, text, lengths[row]));
  const [together, atOnce] = [new Worst(), new Worst()];
  try {
    model.cache?.reserve(texts.length, selfTestLength);
    for (const [row, text] of texts.entries()) {
      await model.extend(row, text, 0, firstPiece);
      together.compare(await model.extend(row, text, firstPiece, lengths[row]), wanted[row][0]);
    }
    for (let step = 0; step < steps; step += 1) {
      const ends = texts.map((_, row) => lengths[row] + step);
      const logits = await model.decode(
        texts.map((text, row) => text[ends[row]]),
        ends,
      );
      texts.forEach((_, row) => together.compare(rowOf(logits, row, model), wanted[row][step + 1]));
    }
    for (const [row, text] of texts.entries()) {
      const logits = await model.extend(row, text, lengths[row], lengths[row] + steps, steps);
      for (let step = 0; step < steps; step += 1) atOnce.compare(rowOf(logits, step, model), wanted[row][step + 1]);
    }
  } catch {
    return 'wrong';
  }
  return atOnce.agreement === 'wrong' ? 'wrong' : together.agreement;
}

/** The logits after the first `length` tokens and after each one behind them. */
async function alone(reference: StepModel, text: Int32Array, length: number): Promise<Float32Array[]> {
  const logits = [(await reference.extend(0, text, 0, length)).slice()];
  for (let end = length; end < length + steps; end += 1) {
    logits.push((await reference.decode([text[end]], [end])).slice());
  }
  return logits;
}

/** Tokens from all over the vocabulary. */
function textOf(length: number, row: number, vocabularySize: number): Int32Array {
  return Int32Array.from({ length: length + steps }, (_, i) => (7919 * (i + 1) + 104_729 * row) % vocabularySize);
}

function rowOf(logits: Float32Array, row: number, { vocabularySize }: StepModel): Float32Array {
  return logits.subarray(row * vocabularySize, (row + 1) * vocabularySize);
}

/** The largest difference so far: root mean square, as a share of the spread of the logits. */
class Worst {
  private share = 0;

  compare(got: Float32Array, wanted: Float32Array): void {
    const mean = sumOf(wanted, (logit) => logit) / wanted.length;
    const spread = sumOf(wanted, (logit) => (logit - mean) ** 2);
    const difference = sumOf(wanted, (logit, id) => (got[id] - logit) ** 2);
    // NaN stays: Math.max hands it on.
    this.share = Math.max(this.share, Math.sqrt(difference / spread));
  }

  get agreement(): Agreement {
    if (this.share === 0) return 'exact';
    return this.share <= tolerance ? 'close' : 'wrong';
  }
}

function sumOf(logits: Float32Array, value: (logit: number, id: number) => number): number {
  let sum = 0;
  for (let id = 0; id < logits.length; id += 1) sum += value(logits[id], id);
  return sum;
}
