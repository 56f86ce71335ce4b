import { MuseError } from '@muse/core/errors/muse-error.js';
import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import { Observable, type Subscriber } from 'rxjs';
import { AnswerText } from './answer-text.js';
import { decideSampling } from './decide-sampling.js';
import type { LanguageModel } from './language-model.js';
import { LogProbabilities } from './log-probabilities.js';
import { Sampler } from './sampler.js';
import { Scheduler, type Step } from './scheduler.js';
import { Sequence } from './sequence.js';
import { Slots } from './slots.js';

/** A sequence with its reader. */
interface Reader {
  sequence: Sequence;
  answer: AnswerText;
  subscriber: Subscriber<TextEvent>;
  /** The queue position that the reader last heard of; 0 before and after. */
  position: number;
}

export interface EngineOptions {
  /** Prompt tokens that are read between two steps of the running streams. */
  prefillChunk: number;
}

/** Writes many texts at once with one model: requests join and leave between steps, and nobody notices the others. */
export class Engine {
  private readonly slots: Slots;
  private readonly scheduler: Scheduler;
  private readonly sampler: Sampler;
  private readonly logProbabilities: LogProbabilities;
  private readonly readers = new Map<Sequence, Reader>();
  private nextId = 0;
  private looping = false;

  constructor(
    private readonly language: LanguageModel,
    options: EngineOptions,
  ) {
    this.slots = new Slots(language.model.slots);
    this.scheduler = new Scheduler(this.slots, options.prefillChunk);
    this.sampler = new Sampler(language.model.vocabularySize);
    this.logProbabilities = new LogProbabilities(language.model.vocabularySize);
  }

  /** Whether nothing runs, nothing waits and every slot is free. */
  get isIdle(): boolean {
    return this.scheduler.isIdle && this.readers.size === 0;
  }

  /** Cold: nothing runs before the subscription; unsubscribing frees the slot before the next step. */
  generate(request: TextRequest): Observable<TextEvent> {
    return new Observable((subscriber) => {
      const sequence = this.createSequence(request);
      const loopGuard = request.loopGuard ?? this.language.defaults.loopGuard;
      const answer = new AnswerText(this.language.tokenBytes, { ...request, loopGuard });
      this.readers.set(sequence, { sequence, answer, subscriber, position: 0 });
      this.scheduler.add(sequence);
      this.tellPositions();
      void this.loop();
      return () => {
        this.readers.delete(sequence);
        sequence.abort();
      };
    });
  }

  private createSequence({ prompt: asked, maxTokens, sampling }: TextRequest): Sequence {
    const { model } = this.language;
    const prompt = this.language.encode(asked);
    const room = model.contextLength - prompt.length;
    if (room < 1) {
      throw new MuseError(
        'prompt_too_long',
        `The prompt has ${prompt.length} tokens; this model reads at most ${model.contextLength - 1}. Make it shorter.`,
      );
    }
    const limit = Math.min(maxTokens, room);
    return new Sequence(this.nextId++, prompt, limit, decideSampling(sampling, prompt, limit, this.language));
  }

  private async loop(): Promise<void> {
    if (this.looping) return;
    this.looping = true;
    // Everyone who subscribes in this turn joins the first step.
    await Promise.resolve();
    while (!this.scheduler.isIdle) {
      await this.step();
      // Between two steps the process reads its messages: new requests and hang-ups.
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.looping = false;
  }

  private async step(): Promise<void> {
    for (const { from, to, length } of this.scheduler.sweep()) this.language.model.move(from, to, length);
    const step = this.scheduler.plan();
    this.tellPositions();
    if (step === undefined) return;
    try {
      await (step.phase === 'prefill' ? this.prefill(step) : this.decode(step));
    } catch (error) {
      const failure = asMuseError(error);
      for (const sequence of step.phase === 'prefill' ? [step.sequence] : step.sequences) this.fail(sequence, failure);
    }
  }

  private async prefill({ sequence, slot, start, end }: Step & { phase: 'prefill' }): Promise<void> {
    if (start === 0) this.tellStarted(sequence);
    const logits = await this.language.model.prefill(slot, sequence.tokenIds, start, end);
    sequence.computed = end;
    if (end < sequence.promptLength || !sequence.isRunning) return;
    sequence.status = 'decoding';
    this.take(sequence, logits, 0);
  }

  private async decode({ sequences }: Step & { phase: 'decode' }): Promise<void> {
    const logits = await this.language.model.decode(
      sequences.map((sequence) => sequence.lastToken),
      sequences.map((sequence) => sequence.computed),
    );
    sequences.forEach((sequence, row) => {
      sequence.computed += 1;
      if (sequence.isRunning) this.take(sequence, logits, row * this.language.model.vocabularySize);
    });
  }

  /** Chooses a sequence's next token and tells its reader the text that it completes. */
  private take(sequence: Sequence, logits: Float32Array, offset: number): void {
    const reader = this.readers.get(sequence);
    if (reader === undefined) return;
    const { answer } = reader;
    let tokenId: number;
    try {
      tokenId = this.sampler.sample(logits, offset, sequence.sampling);
    } catch (error) {
      // Of all rows of the step, only this one has logits that nothing can be chosen from.
      return this.fail(sequence, asMuseError(error));
    }
    const endsText = this.language.endTokenIds.has(tokenId);
    sequence.append(tokenId, endsText);
    const { alternatives } = answer;
    const probabilities =
      alternatives === undefined ? undefined : this.logProbabilities.of(logits, offset, tokenId, alternatives);
    const text = answer.next(endsText ? undefined : tokenId, !sequence.isRunning, probabilities);
    if (answer.ends !== undefined) sequence.end(answer.ends);
    const { completionTokens, finishReason } = sequence;
    if (text !== '') {
      const logprobs = answer.takeLogprobs();
      reader.subscriber.next({ type: 'text', text, completionTokens, ...(logprobs && { logprobs }) });
    }
    if (finishReason === undefined) return;
    this.readers.delete(sequence);
    reader.subscriber.next({ type: 'finished', reason: finishReason, completionTokens });
    reader.subscriber.complete();
  }

  private fail(sequence: Sequence, failure: MuseError): void {
    const reader = this.readers.get(sequence);
    sequence.abort();
    reader?.subscriber.error(failure);
  }

  private tellStarted(sequence: Sequence): void {
    const { promptLength, maxTokens } = sequence;
    this.readers.get(sequence)?.subscriber.next({ type: 'started', promptTokens: promptLength, maxTokens });
  }

  private tellPositions(): void {
    this.scheduler.queue.forEach((sequence, index) => {
      const reader = this.readers.get(sequence);
      if (reader === undefined || reader.position === index + 1) return;
      reader.position = index + 1;
      reader.subscriber.next({ type: 'queued', position: reader.position });
    });
  }
}

function asMuseError(error: unknown): MuseError {
  if (error instanceof MuseError) return error;
  const outOfMemory = error instanceof Error && /bad_alloc|allocat|out of memory/i.test(error.message);
  return outOfMemory
    ? new MuseError('out_of_memory', 'The model ran out of memory on this request.', { cause: error })
    : MuseError.from(error);
}
