import type { Texts } from '../texts/en.js';

/** A category in the page's language; one that models treat like general keeps its own name. */
export function categoryName(category: string, names: Texts['categories']): string {
  return Object.entries(names).find(([key]) => key === category)?.[1] ?? category;
}
