import { IsIn } from 'class-validator';
import { IsContent } from './is-content.js';
import { Refuses } from './refuses.js';
import type { TextPart } from './text-part.dto.js';

const roles = ['system', 'developer', 'user', 'assistant'] as const;

/** One message of a conversation. Without tools and names, and with what an answer of ours has, which clients send back. */
@Refuses({
  name: [],
  tool_calls: [[]],
  tool_call_id: [],
  function_call: [],
  audio: [],
  refusal: [],
  annotations: [[]],
})
export class Message {
  /**
   * `developer` is the same as `system`.
   * @example user
   */
  @IsIn(roles)
  role: (typeof roles)[number];

  /**
   * Its text, or parts of the type `text`. What looks like a control token in it stays text.
   * @example Rainwater in the backyard
   */
  @IsContent()
  content: string | TextPart[];
}
