import { knownCategories, type Language, languages } from '@muse/core/ideas/idea.js';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsString, Length, Matches, Max, MaxLength, Min, NotContains } from 'class-validator';
import { IsAbove } from '../http/is-above.js';
import { Optional } from '../http/optional.js';

const knownList = knownCategories.join(', ');

/** A wish for an idea. */
export class IdeaRequest {
  /**
   * What the idea is about, in your own words: 1 to 4000 characters (INPUT_MAX_LENGTH).
   * @example Solardächer für Schulen
   */
  @Transform(({ value }) => (typeof value === 'string' ? value.trim().toWellFormed() : (value as unknown)))
  @NotContains('\0', { message: 'prompt must not contain the character U+0000' })
  @MaxLength(100_000)
  @Length(1, undefined, { message: 'prompt must have at least 1 character' })
  @IsString()
  prompt: string;

  /**
   * Field of the idea. Known: general, business, technology, sustainability, health, education, entertainment, art; any
   * other slug is treated like general.
   * @example technology
   */
  @Optional()
  @MaxLength(64)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, { message: `category must be a slug such as ${knownList}` })
  category: string = 'general';

  /**
   * 1 (sober) to 10 (wild).
   * @example 7
   */
  @Optional()
  @Max(10)
  @Min(1)
  @IsInt()
  creativity_level: number = 5;

  /**
   * Language of the idea.
   * @example de
   */
  @Optional()
  @IsIn(languages)
  language: Language = 'de';

  /**
   * Key of the model, as GET /models shows it; without one the current model answers.
   * @example muse-mini
   */
  @Optional()
  @Length(1, 64)
  @IsString()
  model?: string;

  /** Tokens to write at most; cut to what the model's context leaves. */
  @Optional()
  @Max(2048)
  @Min(1)
  @IsInt()
  max_tokens: number = 400;

  /** 0 always takes the likeliest token. Without it, the creativity level decides: 0.3 + creativity_level / 10 x 0.7. */
  @Optional()
  @Max(2)
  @Min(0)
  @IsNumber()
  temperature?: number;

  /** Keep the likeliest tokens that together have this probability: over 0, to 1. */
  @Optional()
  @Max(1)
  @IsAbove(0)
  @IsNumber()
  top_p?: number;

  /** Keep this many of the likeliest tokens; 0 keeps all. */
  @Optional()
  @Max(1000)
  @Min(0)
  @IsInt()
  top_k?: number;

  /** The same seed and request give the same text, whoever else is served. */
  @Optional()
  @Max(2 ** 32 - 1)
  @Min(0)
  @IsInt()
  seed?: number;
}
