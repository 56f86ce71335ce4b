import type { GenerationMethod } from '../ideas/idea.js';
import { type Angle, angleInTurn } from '../prompts/angle.js';

/** How a batch is run. */
export const batchMethods = ['model_batch', 'parallel_batch', 'sequential_batch'] as const;

export type BatchMethod = (typeof batchMethods)[number];

/** Whether a request is one of a batch: it is to be written some time, and nobody waits for it alone. */
export function isBatchMethod(method: GenerationMethod): method is BatchMethod {
  return (batchMethods as readonly GenerationMethod[]).includes(method);
}

/** A prompt and the model that it goes to. */
export interface BatchPlace {
  prompt: string;
  model: string;
}

/** One idea of a batch. */
export interface BatchItem extends BatchPlace {
  index: number;
  /** How to look at the prompt, where the batch itself has no angle. */
  angle?: Angle;
  /** The id that its idea gets; drawn where none is given. */
  ideaId?: string;
}

/** `n` items for each prompt. Prompt i goes to `models[i]`, or to the default model where the list is shorter. */
export function planItems(
  prompts: readonly string[],
  models: readonly string[],
  defaultModel: string,
  n = 1,
): BatchItem[] {
  const placeAt = (i: number): BatchPlace => ({ prompt: prompts[i], model: models[i] ?? defaultModel });
  return Array.from({ length: prompts.length * n }, (_, index) => itemOf(index, n, placeAt));
}

/** Item `index` of a batch in which each place has `n` items, one after the other, which take the angles in turn, the first none. */
export function itemOf(index: number, n: number, placeAt: (place: number) => BatchPlace): BatchItem {
  const item = { index, ...placeAt(Math.floor(index / n)) };
  const angle = angleInTurn(index % n);
  return angle === undefined ? item : { ...item, angle };
}

/** One model decodes its prompts together; several run side by side; without `parallel` one prompt follows the other. */
export function methodOf(items: readonly BatchItem[], parallel: boolean): BatchMethod {
  if (!parallel) return 'sequential_batch';
  return new Set(items.map(({ model }) => model)).size > 1 ? 'parallel_batch' : 'model_batch';
}

/** The items of each model, in their order. */
export function byModel<T extends { model: string }>(items: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(item.model);
    if (group === undefined) groups.set(item.model, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
