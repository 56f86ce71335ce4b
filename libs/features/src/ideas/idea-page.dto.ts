import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { IdeaDto } from '../generation/idea.dto.js';
import { Optional } from '../http/optional.js';

/** Which ideas to answer. */
export class IdeaPageQuery {
  /** Ideas to answer at most. */
  @Optional()
  @Max(100)
  @Min(1)
  @IsInt()
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
