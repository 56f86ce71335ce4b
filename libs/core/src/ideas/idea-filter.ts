import type { Language } from './idea.js';

/** Which ideas are wanted: those that meet everything that is said here; without a word, all. */
export interface IdeaFilter {
  category?: string;
  language?: Language;
  /** Catalog key of the model that wrote the text. */
  model?: string;
  /** 1 to 5; ideas that nobody has rated do not meet it. */
  minRating?: number;
  favourite?: boolean;
  /** Text that stands in the title, the content or the prompt, in capitals or not; see `foldText`. */
  search?: string;
}
