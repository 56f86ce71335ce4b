import { ApiProperty, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsString,
  Length,
  MaxLength,
  NotContains,
} from 'class-validator';
import { IdeaRequest } from '../generation/idea-request.dto.js';
import { cleanPrompt } from '../generation/is-prompt.js';
import { Integer, Optional } from '../http/fields.js';

const each = { each: true };

/** Many wishes at once. */
export class BatchRequest extends PickType(IdeaRequest, [
  'category',
  'creativity_level',
  'language',
  'angle',
  'ensemble',
  'on_worker_loss',
] as const) {
  /** What the ideas are about: 1 to 100 prompts (BATCH_MAX_PROMPTS), each of 1 to 4000 characters (INPUT_MAX_LENGTH). */
  @ApiProperty({ example: ['KI-gestützte Bildung', 'Nachhaltige Mobilität', 'Digitale Gesundheit'] })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(cleanPrompt) : value))
  @NotContains('\0', { ...each, message: 'prompts must not contain the character U+0000' })
  @MaxLength(100_000, each)
  @Length(1, undefined, { ...each, message: 'each prompt must have at least 1 character' })
  @IsString(each)
  @ArrayMaxSize(10_000)
  @ArrayMinSize(1)
  @IsArray()
  prompts: string[];

  /** Keys of models: prompt i goes to models[i], or to the current model where the list is shorter. */
  @Optional()
  @ApiProperty({ example: ['muse-mini'] })
  @Length(1, 64, each)
  @IsString(each)
  @ArrayMaxSize(10_000)
  @IsArray()
  models: string[] = [];

  /**
   * Ideas for each prompt; prompts times n are 100 at most (BATCH_MAX_PROMPTS). Without `angle` they take the angles of
   * GET /api/v1/angles in turn, the first none.
   */
  @Optional()
  @Integer({ min: 1, max: 10_000, example: 5 })
  n: number = 1;

  /**
   * Whether an idea that says what another of the batch has said is written again: with another seed, the next angle (unless
   * `angle` is given) and a higher temperature, 3 times at most. In a stream that is a `restart`, and a new `idea_id`.
   */
  @Optional()
  @IsBoolean()
  distinct: boolean = false;

  /** false: one idea after the other. */
  @Optional()
  @IsBoolean()
  parallel: boolean = true;
}
