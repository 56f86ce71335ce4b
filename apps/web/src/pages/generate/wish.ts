import type { StreamRequest } from '@creative-muse/client';
import type { LanguageCode } from '../../texts/languages.js';

/** What is set on the page before an idea is asked for. */
export interface Wish {
  prompt: string;
  category: string;
  /** 1 (sober) to 10 (wild). */
  creativity: number;
  /** Undefined: that of the page. */
  language?: LanguageCode;
  /** Key of a model; empty for the current one. */
  model: string;
}

export const firstWish: Wish = { prompt: '', category: 'general', creativity: 5, model: '' };

/** The request for a wish, on a page in this language. */
export function toRequest(wish: Wish, pageLanguage: LanguageCode): StreamRequest & { prompt: string } {
  const { prompt, category, creativity, language = pageLanguage, model } = wish;
  const named = model === '' ? {} : { model };
  return { prompt: prompt.trim(), category, creativity_level: creativity, language, ...named };
}
