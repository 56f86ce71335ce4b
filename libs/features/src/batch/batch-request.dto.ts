import { type Language, languages } from '@muse/core/ideas/idea.js';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsString,
  Length,
  Matches,
  MaxLength,
  NotContains,
} from 'class-validator';
import { Integer, Optional } from '../http/fields.js';

const each = { each: true };

/** Many wishes at once. */
export class BatchRequest {
  /** What the ideas are about: 1 to 100 prompts (BATCH_MAX_PROMPTS), each of 1 to 4000 characters (INPUT_MAX_LENGTH). */
  @ApiProperty({ example: ['KI-gestützte Bildung', 'Nachhaltige Mobilität', 'Digitale Gesundheit'] })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(trimmed) : value))
  @NotContains('\0', { ...each, message: 'prompts must not contain the character U+0000' })
  @MaxLength(100_000, each)
  @Length(1, undefined, { ...each, message: 'each prompt must have at least 1 character' })
  @IsString(each)
  @ArrayMaxSize(10_000)
  @ArrayMinSize(1)
  @IsArray()
  prompts: string[];

  /**
   * Field of the ideas.
   * @example technology
   */
  @Optional()
  @MaxLength(64)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: 'category must be a slug such as technology' })
  category: string = 'general';

  /** 1 (sober) to 10 (wild). */
  @Optional()
  @Integer({ min: 1, max: 10, example: 7 })
  creativity_level: number = 5;

  /**
   * Language of the ideas.
   * @example de
   */
  @Optional()
  @IsIn(languages)
  language: Language = 'de';

  /** Keys of models: prompt i goes to models[i], or to the current model where the list is shorter. */
  @Optional()
  @ApiProperty({ example: ['muse-mini'] })
  @Length(1, 64, each)
  @IsString(each)
  @ArrayMaxSize(10_000)
  @IsArray()
  models: string[] = [];

  /** false: one prompt after the other. */
  @Optional()
  @IsBoolean()
  parallel: boolean = true;
}

function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim().toWellFormed() : value;
}
