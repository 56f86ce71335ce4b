import { Integer, Nullable } from '../http/fields.js';
import { IsRawPrompt } from './is-raw-prompt.js';
import { Refuses } from './refuses.js';
import { TextOptions } from './text-options.dto.js';

/** A wish for how a text goes on, without any chat template. */
@Refuses({ best_of: [1], echo: [false], suffix: [''] })
export class CompletionRequest extends TextOptions {
  /**
   * What the model reads as it stands: a text, or up to 16 of them (16 characters for each token of the model's context altogether, 100,000 at most). What looks like a control
   * token in it stays text.
   */
  @IsRawPrompt()
  prompt: string | string[];

  /** Tell each token's log-probability, and those of this many likeliest tokens. */
  @Nullable()
  @Integer({ min: 0, max: 5 })
  logprobs?: number | null;
}
