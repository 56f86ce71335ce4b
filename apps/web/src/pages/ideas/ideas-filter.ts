import type { IdeaFilter } from '@creative-muse/client';
import { type LanguageCode, languageNames } from '../../texts/languages.js';

/** What the page shows of the ideas; empty is all. It stands in the address, so that it can be kept and sent. */
export interface IdeasFilter {
  q: string;
  category: string;
  language: LanguageCode | '';
  model: string;
  /** 1 to 5; 0 is any. */
  minRating: number;
  favourite: boolean;
}

export const noFilter: IdeasFilter = { q: '', category: '', language: '', model: '', minRating: 0, favourite: false };

/** The filter in an address; what makes no sense there is left out. */
export function filterFrom(search: URLSearchParams): IdeasFilter {
  const language = search.get('language') ?? '';
  const minRating = Number(search.get('min_rating'));
  return {
    q: search.get('q') ?? '',
    category: search.get('category') ?? '',
    language: isLanguage(language) ? language : '',
    model: search.get('model') ?? '',
    minRating: [1, 2, 3, 4, 5].includes(minRating) ? minRating : 0,
    favourite: search.get('favourite') === 'true',
  };
}

/** The filter as the service reads it, without what is empty. */
export function toQuery({ q, category, language, model, minRating, favourite }: IdeasFilter): IdeaFilter {
  return {
    ...(q.trim() !== '' && { q: q.trim() }),
    ...(category !== '' && { category }),
    ...(language !== '' && { language }),
    ...(model !== '' && { model }),
    ...(minRating > 0 && { min_rating: minRating }),
    ...(favourite && { favourite }),
  };
}

/** The filter for the address. */
export function toSearch(filter: IdeasFilter): URLSearchParams {
  return new URLSearchParams(Object.entries(toQuery(filter)).map(([name, value]) => [name, String(value)]));
}

export function isEmpty(filter: IdeasFilter): boolean {
  return Object.keys(toQuery(filter)).length === 0;
}

function isLanguage(code: string): code is LanguageCode {
  return Object.hasOwn(languageNames, code);
}
