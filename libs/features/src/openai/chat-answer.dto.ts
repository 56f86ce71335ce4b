import { type OpenAiUsage } from './usage.dto.js';

/** A token, and the natural logarithm of the probability that the model gave it. */
export class TokenLogprob {
  /** Its text; U+FFFD stands for a part of a character. The blank that a message begins with is in its first token only. */
  token: string;
  logprob: number;
  /** Its UTF-8 bytes. */
  bytes: number[];
}

/** A token of the text, with the likeliest ones at its place. */
export class ChosenTokenLogprob extends TokenLogprob {
  top_logprobs: TokenLogprob[];
}

/** The tokens of a message. */
export class ChatLogprobs {
  content: ChosenTokenLogprob[];
  /** Always null: models here refuse nothing. */
  refusal: string | null;
}

/** What the model said. */
export class AnswerMessage {
  /** @example assistant */
  role: string;
  content: string;
  /** Always null: models here refuse nothing. */
  refusal: string | null;
}

/** One of the messages that were asked for. */
export class ChatChoice {
  index: number;
  message: AnswerMessage;
  /** Null where they were not asked for. */
  logprobs: ChatLogprobs | null;
  /** `stop`: the model ended it, or a stop string was reached; `length`: it was cut. */
  finish_reason: 'stop' | 'length';
}

/** The next message of a conversation. */
export class ChatAnswer {
  id: string;
  /** @example chat.completion */
  object: string;
  /** Seconds since 1970. */
  created: number;
  /** Key of the model that wrote it. */
  model: string;
  choices: ChatChoice[];
  usage: OpenAiUsage;
}
