import type { FinishReason, Steps, TextSteps } from '@muse/core/models/text-generation.js';
import { GivenAnswer } from './given-answer.js';
import type { Sampling } from './sampler.js';

/** Where a sequence is: waiting for a slot, reading its prompt, writing its answer, or ended. */
export type SequenceStatus = 'waiting' | 'prefilling' | 'decoding' | 'finished' | 'aborted';

/** One request inside the engine: its tokens so far, and where they stand in the KV cache. */
export class Sequence {
  status: SequenceStatus = 'waiting';
  finishReason?: FinishReason;
  /** Prompt and answer; the first `length` are valid, and where the answer is given, all of it once the prompt has been read. */
  readonly tokenIds: Int32Array;
  length: number;
  /** Tokens whose keys and values are in the KV cache. */
  computed = 0;
  readonly promptLength: number;
  /** The steps that it had a part in; undefined where nobody wants to know. */
  readonly steps?: TextSteps;

  constructor(
    readonly id: number,
    promptTokenIds: ArrayLike<number>,
    readonly maxTokens: number,
    /** How its tokens are chosen, or the tokens that it is given. */
    readonly source: Sampling | GivenAnswer,
    countsSteps = false,
  ) {
    if (countsSteps) this.steps = { prompt: { count: 0, seconds: 0 }, answer: { count: 0, seconds: 0 } };
    this.promptLength = promptTokenIds.length;
    this.length = this.promptLength;
    this.tokenIds = new Int32Array(this.promptLength + maxTokens);
    this.tokenIds.set(promptTokenIds);
  }

  /** Tokens of prompt and answer at most. */
  get maxLength(): number {
    return this.tokenIds.length;
  }

  get completionTokens(): number {
    return this.length - this.promptLength;
  }

  get lastToken(): number {
    return this.tokenIds[this.length - 1];
  }

  /**
   * The tokens that are read before any other is chosen: those of the prompt, and behind them those of a given answer but the
   * last, which nothing follows. The prompt ends a piece of its own: it is read as if the answer were to be written.
   */
  get readingEnd(): number {
    const { promptLength, source } = this;
    const hasReadPrompt = this.computed >= promptLength;
    return hasReadPrompt && source instanceof GivenAnswer ? promptLength + source.tokenIds.length - 1 : promptLength;
  }

  get isRunning(): boolean {
    return this.status === 'prefilling' || this.status === 'decoding';
  }

  /** A step that it had a part in has ended. */
  stepped(kind: keyof TextSteps, seconds: number): void {
    const steps: Steps | undefined = this.steps?.[kind];
    if (steps === undefined) return;
    steps.count += 1;
    steps.seconds += seconds;
  }

  /** Its prompt has been read, and these are the logits of the first token: from here on it writes, or reads what is given. */
  promptRead(logits: Float32Array): void {
    const { source } = this;
    if (!(source instanceof GivenAnswer)) {
      this.status = 'decoding';
      return;
    }
    source.settle(logits);
    this.tokenIds.set(source.tokenIds, this.promptLength);
  }

  /** Takes the next token; an end-of-text token ends the sequence and is not part of it. */
  append(tokenId: number, endsText: boolean): void {
    if (endsText) return this.end('stop');
    this.tokenIds[this.length] = tokenId;
    this.length += 1;
    const { completionTokens, source } = this;
    if (source instanceof GivenAnswer) {
      if (completionTokens === source.tokenIds.length) this.end('stop');
    } else if (completionTokens === this.maxTokens) this.end('length');
  }

  /** The text ends; what ended it last is the reason: a stop string with the last token that fits is a stop string. */
  end(reason: FinishReason): void {
    if (this.status === 'aborted') return;
    this.status = 'finished';
    this.finishReason = reason;
  }

  abort(): void {
    if (this.status !== 'finished') this.status = 'aborted';
  }
}
