import type { Prompt } from '../prompts/prompt.js';

/** How the next token is chosen. What is left out, the model's own generation_config.json decides. */
export interface SamplingOptions {
  /** 0 takes the likeliest token; above, the logits are divided by it. */
  temperature: number;
  /** Keep the likeliest tokens that together have this probability; 1 keeps all. */
  topP?: number;
  /** Keep this many of the likeliest tokens; 0 keeps all. */
  topK?: number;
  /** 0 to 2^32 - 1. The same seed and request give the same text, whoever else is served. */
  seed: number;
}

/** What a model is asked to write. */
export interface TextRequest {
  prompt: Prompt;
  /** Tokens to write at most; cut to what the context leaves. */
  maxTokens: number;
  sampling: SamplingOptions;
}

export type FinishReason = 'stop' | 'length';

/** What a model tells while it writes; failures are errors of the Observable. */
export type TextEvent =
  /** Waiting; `position` 1 is next. */
  | { type: 'queued'; position: number }
  /** `cachedTokens` of the prompt were known from earlier prompts and not read again. */
  | { type: 'started'; promptTokens: number; cachedTokens: number; maxTokens: number }
  /** New text, always whole characters; `completionTokens` counts all so far. */
  | { type: 'text'; text: string; completionTokens: number }
  | { type: 'finished'; reason: FinishReason; completionTokens: number };
