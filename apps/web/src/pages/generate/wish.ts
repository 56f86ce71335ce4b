import type { Angle, StreamRequest } from '@creative-muse/client';
import { canFuse, type Fuser } from '../../parts/candidates/can-fuse.js';
import { type EnsembleWish, toEnsemble, toPossible } from '../../parts/candidates/ensemble-wish.js';
import type { LanguageCode } from '../../texts/languages.js';

/** What is set on the page before an idea is asked for. */
export interface Wish extends EnsembleWish {
  prompt: string;
  category: string;
  /** Key of an angle; empty for none. */
  angle: Angle['key'] | '';
  /** 1 (sober) to 10 (wild). */
  creativity: number;
  /** Undefined: that of the page. */
  language?: LanguageCode;
  /** Key of a model; empty for the current one. */
  model: string;
}

export const firstWish: Wish = {
  prompt: '',
  category: 'general',
  angle: '',
  creativity: 5,
  model: '',
  candidates: 1,
  models: [],
  strategy: 'round_robin',
};

/** Keys of the models that write what is wished; none: the current one. */
export function writersOf({ model, models }: Pick<Wish, 'model' | 'models'>): readonly string[] {
  if (models.length > 0) return models;
  return model === '' ? [] : [model];
}

/**
 * The request for a wish, on a page in this language.
 * @param models undefined while nobody knows them yet
 */
export function toRequest(
  wish: Wish,
  pageLanguage: LanguageCode,
  models?: readonly Fuser[],
): StreamRequest & { prompt: string } {
  const { prompt, category, angle, creativity, language = pageLanguage } = wish;
  const ensemble = toEnsemble(toPossible(wish, canFuse(models, writersOf(wish))));
  // Another model that becomes the current one meanwhile may be unable to make one idea of several.
  const current = ensemble?.strategy === 'fusion' ? models?.find((known) => known.current)?.key : undefined;
  const model = wish.model === '' ? (current ?? '') : wish.model;
  return {
    prompt: prompt.trim(),
    category,
    creativity_level: creativity,
    language,
    ...(angle === '' ? {} : { angle }),
    ...(model === '' || ensemble?.models !== undefined ? {} : { model }),
    ...(ensemble === undefined ? {} : { ensemble }),
  };
}

/** The request for an idea whose prompt the service picks: of those it writes no ensembles. */
export function toSurprise(wish: Wish, pageLanguage: LanguageCode): StreamRequest {
  return { ...toRequest({ ...wish, candidates: 1 }, pageLanguage), prompt: undefined, ensemble: undefined };
}
