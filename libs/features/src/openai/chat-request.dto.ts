import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, Equals, IsArray, IsBoolean, IsObject, ValidateNested } from 'class-validator';
import { Integer, Nullable } from '../http/fields.js';
import { Message } from './message.dto.js';
import { Refuses } from './refuses.js';
import { TextOptions } from './text-options.dto.js';

const noJson =
  'is not supported by this service: nothing here holds a model to JSON; response_format.type must be text';

const each = { each: true };

/** The form of the answer. */
@Refuses({ json_schema: [] })
export class ResponseFormat {
  @Equals('text', {
    message: ({ value }) => `response_format ${JSON.stringify([value]).slice(1, -1).slice(0, 32)} ${noJson}`,
  })
  type: 'text';
}

/** A wish for the next message of a conversation. */
@Refuses({
  tools: [[]],
  tool_choice: ['none', 'auto'],
  parallel_tool_calls: [],
  functions: [[]],
  function_call: ['none', 'auto'],
  audio: [],
  modalities: [['text']],
  prediction: [],
  reasoning_effort: [],
  verbosity: [],
  web_search_options: [],
  moderation: [],
})
export class ChatRequest extends TextOptions {
  /**
   * The conversation: 1 to 128 messages (16 characters for each token of the model's context, 100,000 at most), at least one of them the user's, and the last one not
   * the assistant's.
   */
  @ValidateNested(each)
  @Type(() => Message)
  // `ValidateNested` takes a list of messages for a message.
  @IsObject(each)
  @ArrayMaxSize(128)
  @ArrayMinSize(1)
  @IsArray()
  messages: Message[];

  /** The new name of `max_tokens`. Without either the text may be as long as the context leaves. */
  @Nullable()
  @Integer({ min: 1, max: 2 ** 31 - 1 })
  max_completion_tokens?: number | null;

  /** Whether each token comes with its log-probability: the model's own, before bias, penalties and temperature. */
  @Nullable()
  @IsBoolean()
  logprobs?: boolean | null;

  /** Likeliest tokens to tell at each place; only with `logprobs`. */
  @Nullable()
  @Integer({ min: 0, max: 20 })
  top_logprobs?: number | null;

  /** Only text. */
  @Nullable()
  @IsObject()
  @ValidateNested()
  @Type(() => ResponseFormat)
  response_format?: ResponseFormat | null;
}
