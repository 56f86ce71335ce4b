import { Type } from 'class-transformer';
import { IsBoolean, IsObject, IsString, Length, ValidateNested } from 'class-validator';
import { Decimal, Integer, Nullable } from '../http/fields.js';
import { IsLogitBias, IsStop } from './is-sampling.js';
import { Refuses } from './refuses.js';

/** What a stream tells besides the text. */
@Refuses({ include_obfuscation: [false] })
export class StreamOptions {
  /** Whether the last chunk before `[DONE]` tells the tokens that were used. */
  @Nullable()
  @IsBoolean()
  include_usage?: boolean | null;
}

/** What both kinds of requests may say. As in OpenAI's API, null is the same as leaving a field out. */
@Refuses({ store: [false], metadata: [{}], service_tier: ['auto', 'default'] })
export class TextOptions {
  /**
   * Id of the model, as GET /v1/models lists it; without one the current model answers.
   * @example muse-mini
   */
  @Nullable()
  @Length(1, 64)
  @IsString()
  model?: string | null;

  /** true: server-sent events as the model writes, ended by `data: [DONE]`. */
  @Nullable()
  @IsBoolean()
  stream?: boolean | null;

  /** Only with `stream`. */
  @Nullable()
  @IsObject()
  @ValidateNested()
  @Type(() => StreamOptions)
  stream_options?: StreamOptions | null;

  /** Texts to write: choice i has the seed `seed` + i. */
  @Nullable()
  @Integer({ min: 1, max: 8 })
  n?: number | null;

  /** The text ends before any of these: up to 4, of 1 to 100 characters each. */
  @Nullable()
  @IsStop()
  stop?: string | string[] | null;

  /** The same seed and request give the same text; without one, it is drawn. */
  @Nullable()
  @Integer({ min: 0, max: 2 ** 32 - 1 })
  seed?: number | null;

  /** Tokens to write at most; cut to what the model's context leaves. */
  @Nullable()
  @Integer({ min: 1, max: 2 ** 31 - 1 })
  max_tokens?: number | null;

  /** 0 always takes the likeliest token; 1 where it is left out. */
  @Nullable()
  @Decimal({ min: 0, max: 2 })
  temperature?: number | null;

  /** Keep the likeliest tokens that together have this probability; what is left out, the model's own files decide. */
  @Nullable()
  @Decimal({ min: 0, max: 1, exclusive: true })
  top_p?: number | null;

  /** Taken off the logit of every token that the text has already. */
  @Nullable()
  @Decimal({ min: -2, max: 2 })
  presence_penalty?: number | null;

  /** Taken off a token's logit once for each time that the text has it. */
  @Nullable()
  @Decimal({ min: -2, max: 2 })
  frequency_penalty?: number | null;

  /** Token id -> what is added to its logit, -100 to 100; at most 1000 tokens. */
  @Nullable()
  @IsLogitBias()
  logit_bias?: Record<string, number> | null;

  /** A name for the end user. It is taken, as SDKs send it, and changes nothing. */
  @Nullable()
  @Length(0, 256)
  @IsString()
  user?: string | null;

  /** As `user`. */
  @Nullable()
  @Length(0, 256)
  @IsString()
  safety_identifier?: string | null;

  /** Taken, and of no use here: the beginnings of prompts are kept by what they are. */
  @Nullable()
  @Length(0, 256)
  @IsString()
  prompt_cache_key?: string | null;
}
