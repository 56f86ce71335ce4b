import { lossPolicies, type LossPolicy } from '@muse/core/generations/generation-request.js';
import { knownCategories, type Language, languages } from '@muse/core/ideas/idea.js';
import { type Angle, angles } from '@muse/core/prompts/angle.js';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Decimal, Integer, Optional } from '../http/fields.js';
import { EnsembleRequest } from './ensemble-request.dto.js';
import { IsPrompt } from './is-prompt.js';

const knownList = knownCategories.join(', ');

/** A wish for an idea. */
export class IdeaRequest {
  /** What the idea is about, in your own words: 1 to 4000 characters (INPUT_MAX_LENGTH). */
  @IsPrompt()
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
   */
  @Optional()
  @Integer({ min: 1, max: 10, example: 7 })
  creativity_level: number = 5;

  /**
   * Language of the idea.
   * @example de
   */
  @Optional()
  @IsIn(languages)
  language: Language = 'de';

  /**
   * How to look at the prompt, as GET /api/v1/angles lists it; without it, the prompt is taken as it stands.
   * @example audience
   */
  @Optional()
  @IsIn(angles)
  angle?: Angle;

  /**
   * Key of the model, as GET /models shows it; without one the current model answers.
   * @example muse-mini
   */
  @Optional()
  @Length(1, 64)
  @IsString()
  model?: string;

  /** Several candidates instead of one text: they are ranked, and the best becomes the idea, which keeps them all. */
  @Optional()
  @ApiProperty({ example: { candidates: 2 } })
  @IsObject()
  @ValidateNested()
  @Type(() => EnsembleRequest)
  ensemble?: EnsembleRequest;

  /** Tokens to write at most; cut to what the model's context leaves. */
  @Optional()
  @Integer({ min: 1, max: 2048, example: 400 })
  max_tokens: number = 400;

  /** 0 always takes the likeliest token. Without it, the creativity level decides: 0.3 + creativity_level / 10 x 0.7. */
  @Optional()
  @Decimal({ min: 0, max: 2, example: 0.8 })
  temperature?: number;

  /** Keep the likeliest tokens that together have this probability: over 0, to 1. */
  @Optional()
  @Decimal({ min: 0, max: 1, exclusive: true, example: 0.95 })
  top_p?: number;

  /** Keep this many of the likeliest tokens; 0 keeps all. */
  @Optional()
  @Integer({ min: 0, max: 1000, example: 50 })
  top_k?: number;

  /** The same seed and request give the same text, whoever else is served. */
  @Optional()
  @Integer({ min: 0, max: 2 ** 32 - 1, example: 42 })
  seed?: number;

  /**
   * Whether the answer may come from the prompt cache, where the same request was answered before: only with a seed or at
   * temperature 0. It is a new idea all the same, marked `cached`. An ensemble is always written anew.
   */
  @Optional()
  @IsBoolean()
  cache: boolean = true;

  /**
   * What to do when the worker that writes is lost: `restart` writes anew on another, and a stream says so with the event
   * `restart`; `fail` ends with an error. It matters only where several workers share the requests.
   */
  @Optional()
  @IsIn(lossPolicies)
  on_worker_loss: LossPolicy = 'restart';
}
