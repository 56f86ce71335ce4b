import type { TextEvent } from '@muse/core/models/text-generation.js';
import type { Subscriber } from 'rxjs';
import type { AnswerText } from './answer-text.js';
import { GivenAnswer } from './given-answer.js';
import type { LogProbabilities } from './log-probabilities.js';
import { PromptLookup } from './prompt-lookup.js';
import type { Sampler } from './sampler.js';
import type { Sequence } from './sequence.js';

/** What all readers of an engine share: scratch memory, and the tokens that end a text. */
export interface Writing {
  sampler: Sampler;
  logProbabilities: LogProbabilities;
  endTokenIds: ReadonlySet<number>;
}

/** Who reads a sequence: hears of everything that happens to it, with text for tokens. */
export class Reader {
  readonly lookup = new PromptLookup();
  /** The queue position that the reader last heard of; 0 before. */
  private position = 0;

  constructor(
    private readonly sequence: Sequence,
    private readonly answer: AnswerText,
    private readonly writing: Writing,
    private readonly subscriber: Subscriber<TextEvent>,
  ) {}

  /** Waits at this place; 1 is next. */
  queued(position: number): void {
    if (this.position === position) return;
    this.position = position;
    this.subscriber.next({ type: 'queued', position });
  }

  /** The prompt is being read. */
  started(cachedTokens: number): void {
    const { promptLength: promptTokens, maxTokens } = this.sequence;
    this.subscriber.next({ type: 'started', promptTokens, cachedTokens, maxTokens });
  }

  /** Chooses the next token, or takes the given one, and tells the text that it completes. */
  take(logits: Float32Array, offset: number): void {
    const { sequence, answer } = this;
    const { sampler, endTokenIds } = this.writing;
    const { source } = sequence;
    const isGiven = source instanceof GivenAnswer;
    const tokenId = isGiven ? sequence.tokenIds[sequence.length] : sampler.sample(logits, offset, source);
    const endsText = !isGiven && endTokenIds.has(tokenId);
    sequence.append(tokenId, endsText);
    const probabilities = this.probabilitiesOf(logits, offset, tokenId);
    const text = answer.next(endsText ? undefined : tokenId, !sequence.isRunning, probabilities);
    if (answer.ends !== undefined) sequence.end(answer.ends);
    if (text === '') return;
    const logprobs = answer.takeLogprobs();
    const { completionTokens } = sequence;
    this.subscriber.next({ type: 'text', text, completionTokens, ...(logprobs && { logprobs }) });
  }

  /** The text is whole. */
  finished(): void {
    const { finishReason: reason, completionTokens, steps } = this.sequence;
    if (reason === undefined) return;
    this.subscriber.next({ type: 'finished', reason, completionTokens, ...(steps && { steps }) });
    this.subscriber.complete();
  }

  failed(error: unknown): void {
    this.subscriber.error(error);
  }

  private probabilitiesOf(
    logits: Float32Array,
    offset: number,
    tokenId: number,
  ): ReturnType<LogProbabilities['of']> | undefined {
    const { alternatives } = this.answer;
    if (alternatives === undefined) return undefined;
    return this.writing.logProbabilities.of(logits, offset, tokenId, alternatives);
  }
}
