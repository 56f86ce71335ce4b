import { ApiProperty } from '@nestjs/swagger';
import { OpenAiUsage } from './usage.dto.js';

/** The tokens of a text: four lists of the same length. */
export class CompletionLogprobs {
  /** Their texts; `bytes:\xe2\x82` stands for parts of a character. */
  tokens: string[];
  token_logprobs: number[];
  /** The likeliest tokens at each place and the one that was taken, each with its log-probability. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: { type: 'number' } } })
  top_logprobs: Record<string, number>[];
  /** The character (code point) of the text that each token begins at. */
  text_offset: number[];
}

/** One of the texts that were asked for. */
export class CompletionChoice {
  text: string;
  /** Choice c of prompt p, of n choices each, is number p x n + c. */
  index: number;
  /** Null where they were not asked for. */
  logprobs: CompletionLogprobs | null;
  /** `stop`: the model ended it, or a stop string was reached; `length`: it was cut. */
  finish_reason: 'stop' | 'length';
}

/** How texts go on. */
export class CompletionAnswer {
  id: string;
  /** @example text_completion */
  object: string;
  /** Seconds since 1970. */
  created: number;
  /** Key of the model that wrote it. */
  model: string;
  choices: CompletionChoice[];
  usage: OpenAiUsage;
}
