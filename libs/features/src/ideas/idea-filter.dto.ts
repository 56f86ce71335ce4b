import type { IdeaFilter } from '@muse/core/ideas/idea-filter.js';
import { type Language, languages } from '@muse/core/ideas/idea.js';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsString, Length } from 'class-validator';
import { BooleanOfQuery, Integer, Optional } from '../http/fields.js';

/** Which ideas are wanted: those that meet everything that is said. */
export class IdeaFilterQuery {
  /** Only ideas of this category. */
  @Optional()
  @Length(1, 64)
  @IsString()
  category?: string;

  /** Only ideas in this language. */
  @Optional()
  @IsIn(languages)
  language?: Language;

  /** Only ideas that this model wrote, by its key. */
  @Optional()
  @Length(1, 64)
  @IsString()
  model?: string;

  /** Only ideas that were rated like this or better. */
  @Optional()
  @Integer({ min: 1, max: 5 })
  @Type(() => Number)
  min_rating?: number;

  /** true: only favourites; false: only the others. */
  @Optional()
  @IsBoolean({ message: 'favourite must be true or false' })
  @BooleanOfQuery()
  favourite?: boolean;

  /** Text that stands in title, content or prompt, in capitals or not; every character stands for itself. */
  @Optional()
  @Length(1, 200)
  @IsString()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  q?: string;
}

export function toIdeaFilter({ category, language, model, min_rating, favourite, q }: IdeaFilterQuery): IdeaFilter {
  return { category, language, model, minRating: min_rating, favourite, search: q };
}
