import type { LoadedModel } from './runner-messages.js';

/** How a model writes: what its runners said of themselves when they had loaded it. */
export type ModelWay = Pick<LoadedModel, 'batching' | 'agreement'>;

/** How the models write, wherever they run. */
export abstract class ModelWays {
  /** How the model wrote when it was last loaded; undefined before. */
  abstract wayOf(key: string): ModelWay | undefined;
}
