import { type Angle, angleInTurn } from '../prompts/angle.js';

/** How a batch is run. */
export type BatchMethod = 'model_batch' | 'parallel_batch' | 'sequential_batch';

/** One idea of a batch: its prompt and the model that it goes to. */
export interface BatchItem {
  index: number;
  prompt: string;
  model: string;
  /** How to look at the prompt, where the batch itself has no angle. */
  angle?: Angle;
  /** The id that its idea gets; drawn where none is given. */
  ideaId?: string;
}

/**
 * Prompt i goes to `models[i]`, or to the default model where the list is shorter. Each prompt has `n` items, one after the
 * other, which take the angles in turn, the first none.
 */
export function planItems(
  prompts: readonly string[],
  models: readonly string[],
  defaultModel: string,
  n = 1,
): BatchItem[] {
  return prompts.flatMap((prompt, i) =>
    Array.from({ length: n }, (_, j) => {
      const item = { index: i * n + j, prompt, model: models[i] ?? defaultModel };
      const angle = angleInTurn(j);
      return angle === undefined ? item : { ...item, angle };
    }),
  );
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
