import type { Angle, BatchRequest, DurableBatchRequest } from '@creative-muse/client';
import { type EnsembleWish, toEnsemble } from '../../parts/candidates/ensemble-wish.js';
import type { LanguageCode } from '../../texts/languages.js';

/** What all ideas of a batch have in common. */
export interface BatchWish extends Pick<EnsembleWish, 'candidates' | 'strategy'> {
  category: string;
  /** Key of an angle; empty for none, and for all in turn where a prompt has several ideas. */
  angle: Angle['key'] | '';
  /** 1 (sober) to 10 (wild). */
  creativity: number;
  language: LanguageCode;
  /** Ideas for each prompt; without candidates to choose from, on each model. */
  n: number;
  /** Whether what says the same as another idea is written again. */
  distinct: boolean;
  /** Whether prompts are written side by side. */
  parallel: boolean;
}

/** Prompts that are sent together, and who writes them. */
export interface BatchPrompts {
  prompts: readonly string[];
  /** Keys of models: each writes for every prompt; where an idea is chosen from candidates, they take part together. */
  models: readonly string[];
}

export const firstBatchWish: Omit<BatchWish, 'language'> = {
  category: 'general',
  angle: '',
  creativity: 5,
  n: 1,
  distinct: false,
  parallel: true,
  candidates: 1,
  strategy: 'round_robin',
};

/**
 * Whether a batch is read as it is written, and ends with the page: only such a one compares its ideas. All others survive a restart
 * of the service.
 */
export function isCompared({ n, distinct }: BatchWish): boolean {
  return n > 1 || distinct;
}

/** Ideas that a batch may have, if the service has not been told otherwise. */
export function mostIdeas(wish: BatchWish): number {
  return isCompared(wish) ? 100 : 10_000;
}

/** Models that write an idea of their own for every prompt: of those that take part in ensembles, the first stands for all. */
export function writersOf({ candidates }: Pick<BatchWish, 'candidates'>, models: readonly string[]): readonly string[] {
  return candidates > 1 ? models.slice(0, 1) : models;
}

/** The request for a batch that survives. */
export function toDurable(wish: BatchWish, { prompts, models }: BatchPrompts): DurableBatchRequest {
  const ensemble = toEnsemble({ ...wish, models });
  return {
    ...toOptions(wish),
    prompts: [...prompts],
    ...(ensemble === undefined ? { models: [...models] } : { ensemble }),
  };
}

/** The request for a batch that compares its ideas: every prompt stands there once for each model that writes alone. */
export function toCompared(wish: BatchWish, { prompts, models }: BatchPrompts): BatchRequest {
  const ensemble = toEnsemble({ ...wish, models });
  const common = { ...toOptions(wish), n: wish.n, distinct: wish.distinct };
  if (ensemble !== undefined) return { ...common, prompts: [...prompts], ensemble };
  return {
    ...common,
    prompts: prompts.flatMap((prompt) => models.map(() => prompt)),
    models: prompts.flatMap(() => models),
  };
}

function toOptions({ category, angle, creativity, language, parallel }: BatchWish) {
  return { category, creativity_level: creativity, language, parallel, ...(angle === '' ? {} : { angle }) };
}
