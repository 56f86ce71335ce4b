import type { Device, Dtype } from './catalog-entry.js';
import { memoryOf } from './memory-budget.js';

/** A graph of a model, in one number format. */
export interface GraphFile {
  dtype: Dtype;
  /** With the weights that stand beside it, in GB. */
  sizeGb: number;
}

/**
 * A processor works with 8 bits as fast as it reads them, and loses little; 4 bits lose more, and are for models that would not
 * fit otherwise. Half-precision numbers it only turns into whole ones, which costs time and wins nothing.
 */
const onProcessor: readonly Dtype[] = ['q8', 'int8', 'uint8', 'q4', 'bnb4', 'fp32'];
/** A graphics processor is at home in half precision; 8 bit activations it hands back to the processor. */
const onGraphicsProcessor: readonly Dtype[] = ['fp16', 'q4f16', 'q4', 'fp32'];

/** The number formats that may be chosen for a device, the best first. `auto` may turn out to be the processor. */
const preferences: Readonly<Record<Device, readonly Dtype[]>> = {
  cpu: onProcessor,
  auto: onProcessor,
  cuda: onGraphicsProcessor,
  webgpu: onGraphicsProcessor,
};

/**
 * The best number format for a device of those that there are: the first that fits into the memory, the smallest where none
 * does; undefined where there is none that the device should run. Whoever wants another one names it.
 *
 * @param memoryGb that the models may take together
 */
export function chooseDtype(graphs: readonly GraphFile[], device: Device, memoryGb: number): Dtype | undefined {
  const candidates = preferences[device].flatMap((dtype) => graphs.filter((graph) => graph.dtype === dtype));
  const fitting = candidates.find((graph) => memoryOf(graph) <= memoryGb);
  return (fitting ?? candidates.sort((a, b) => a.sizeGb - b.sizeGb).at(0))?.dtype;
}
