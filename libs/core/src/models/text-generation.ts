import type { Prompt } from '../prompts/prompt.js';

/** How the next token is chosen. What is left out, the model's own generation_config.json decides. */
export interface SamplingOptions {
  /** 0 takes the likeliest token (bias and penalties count all the same); above, the logits are divided by it. */
  temperature: number;
  /** Keep the likeliest tokens that together have this probability; 1 keeps all. */
  topP?: number;
  /** Keep this many of the likeliest tokens; 0 keeps all. */
  topK?: number;
  /** Keep the tokens with at least this share (0 to 1) of the likeliest token's probability; 0 keeps all. */
  minP?: number;
  /** Above 1 tokens of prompt and answer become less likely, below 1 likelier; 1 is none. */
  repetitionPenalty?: number;
  /** Taken off the logit of every token that the answer has already; 0, the default, is none. */
  presencePenalty?: number;
  /** Taken off a token's logit once for each time that the answer has it; 0, the default, is none. */
  frequencyPenalty?: number;
  /** Token id -> what is added to its logit. */
  logitBias?: Readonly<Record<number, number>>;
  /** 0 to 2^32 - 1. The same seed and request give the same text, whoever else is served. */
  seed: number;
}

/** What a model is asked to write, or to read. */
export interface TextRequest {
  prompt: Prompt;
  /**
   * The answer, where it is there already and shall only be read, for its log-probabilities: told as if it had been written, and no
   * use of the model. Plain text that has to fit into the context; limit, sampling and stop strings do not matter. White space before
   * its first word counts where `keepLeadingSpace` says so. Nothing in HTTP reaches it.
   */
  given?: string;
  /** Tokens to write at most; cut to what the context leaves. */
  maxTokens: number;
  sampling: SamplingOptions;
  /** The text ends before the first of these; at most 8, of 1 to 100 characters each. */
  stop?: readonly string[];
  /** Tell each token's log-probability, and those of this many likeliest tokens, 0 to 20; left out, none are told. */
  logprobs?: number;
  /** Whether white space before the first word stays, as where a text goes on from its prompt; left out, it does not. */
  keepLeadingSpace?: boolean;
  /** Whether a text that only repeats itself is ended; left out, the model decides. Nothing in HTTP reaches it. */
  loopGuard?: boolean;
  /** Whether its end tells the steps that it took; left out, it does not. Only who traces a text wants to know. */
  tellsSteps?: boolean;
}

/** Steps of a model, and the seconds that they took. */
export interface Steps {
  count: number;
  seconds: number;
}

/** The steps in which a text had a part: those that read its prompt, and those that wrote its answer (for others, too). */
export interface TextSteps {
  prompt: Steps;
  answer: Steps;
}

/**
 * Why a text ended: by itself or at a stop string, at its limit, or because it only repeated itself. `loop` stays inside the
 * service; where an API names reasons, it is told as `length`: the text was cut, the model had not ended it.
 */
export type FinishReason = 'stop' | 'length' | 'loop';

/** A token and the natural logarithm of the probability that the model gave it: before bias, penalties and temperature. */
export interface TokenLogProb {
  tokenId: number;
  /** Its text; U+FFFD stands for a part of a character. */
  text: string;
  /** Its UTF-8 bytes, of which several tokens may make a character. */
  bytes: number[];
  logprob: number;
}

/** A token of the text, with the likeliest ones at its place, the likeliest first. */
export interface ChosenTokenLogProb extends TokenLogProb {
  likeliest: TokenLogProb[];
}

/** What a model tells while it writes; failures are errors of the Observable. */
export type TextEvent =
  /** Waiting; `position` 1 is next. */
  | { type: 'queued'; position: number }
  /** `cachedTokens` of the prompt were known from earlier prompts and not read again. */
  | { type: 'started'; promptTokens: number; cachedTokens: number; maxTokens: number }
  /** New text, always whole characters; `completionTokens` counts all so far, `logprobs` has the tokens since the last. */
  | { type: 'text'; text: string; completionTokens: number; logprobs?: ChosenTokenLogProb[] }
  | { type: 'finished'; reason: FinishReason; completionTokens: number; steps?: TextSteps };
