import { Type } from 'class-transformer';
import { IsString, MaxLength } from 'class-validator';
import { IdeaDto } from '../generation/idea.dto.js';
import { Integer, Optional } from '../http/fields.js';
import { IdeaFilterQuery } from './idea-filter.dto.js';

/** Which ideas to answer. */
export class IdeaPageQuery extends IdeaFilterQuery {
  /** Ideas to answer at most. */
  @Optional()
  @Integer({ min: 1, max: 100, example: 20 })
  @Type(() => Number)
  limit: number = 20;

  /** `next_cursor` of the page before. */
  @Optional()
  @MaxLength(200)
  @IsString()
  cursor?: string;
}

/** Some ideas, the newest first. */
export class IdeaPage {
  items: IdeaDto[];
  /** Where the next page begins; null at the end. */
  next_cursor: string | null;
}
