import type { LoadedModel } from '@muse/core/models/runner-messages.js';
import type { Prompt } from '@muse/core/prompts/prompt.js';
import type { StepModel } from './step-model.js';
import type { TokenBytes } from './token-bytes.js';

/** A way to run a graph, and what the self-test says of it. */
export interface ChosenModel extends Pick<LoadedModel, 'batching' | 'agreement'> {
  model: StepModel;
}

/** A model with everything that turns prompts into tokens and tokens into text. */
export interface LanguageModel extends ChosenModel {
  encode(prompt: Prompt): number[];
  /** The tokens of a text that goes on from a prompt; no control tokens, whatever it says. */
  encodeAnswer(prompt: Prompt, text: string): number[];
  tokenBytes: TokenBytes;
  /** Tokens that end a text. */
  endTokenIds: ReadonlySet<number>;
  /** What the model's own generation_config.json says for fields that a request leaves out. */
  defaults: {
    topK: number;
    topP: number;
    minP?: number;
    repetitionPenalty?: number;
    /** Whether texts that only repeat themselves are ended; left out, they are. Off for models of random weights. */
    loopGuard?: boolean;
    /** Added to the logit of a piece that completes a word of the prompt; 0 for models that spell by themselves. */
    wordBias: number;
    /** Added to the logit of a piece that begins a long word of the prompt; 0 where left out. */
    wordStartBias?: number;
  };
}
