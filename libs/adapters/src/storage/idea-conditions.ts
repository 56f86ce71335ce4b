import type { IdeaFilter } from '@muse/core/ideas/idea-filter.js';
import { foldText } from '@muse/core/ideas/search-text.js';
import { wholeText } from './whole-text.js';

/** A condition in SQL on `idea`, and the values of its parameters. */
export type Condition = readonly [sql: string, values: Readonly<Record<string, unknown>>];

/** What a filter asks of a record, as SQL that the embedded database and PostgreSQL understand. */
export function conditionsOf({ category, language, model, minRating, favourite, search }: IdeaFilter): Condition[] {
  const conditions: Condition[] = [];
  if (category !== undefined) conditions.push(['idea.category = :category', { category }]);
  if (language !== undefined) conditions.push(['idea.language = :language', { language }]);
  if (model !== undefined) conditions.push(['idea.modelUsed = :model', { model: wholeText.to(model) }]);
  if (minRating !== undefined) conditions.push(['idea.rating >= :minRating', { minRating }]);
  if (favourite !== undefined) conditions.push(['idea.favourite = :favourite', { favourite }]);
  if (search !== undefined) {
    const pattern = `%${escapeLike(foldText(search))}%`;
    conditions.push([String.raw`idea.searchText LIKE :pattern ESCAPE '\'`, { pattern }]);
  }
  return conditions;
}

/** Text that stands for itself in a pattern of LIKE. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, String.raw`\$&`);
}
