import { MuseError } from '@muse/core/errors/muse-error.js';
import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import { Observable } from 'rxjs';
import { AnswerText } from './answer-text.js';
import { createSequence } from './create-sequence.js';
import type { LanguageModel } from './language-model.js';
import { LogProbabilities } from './log-probabilities.js';
import { PrefillPace } from './prefill-pace.js';
import { PrefixCache, type PrefixStatistics } from './prefix-cache.js';
import { Reader, type Writing } from './reader.js';
import { Sampler } from './sampler.js';
import { Scheduler, type Step } from './scheduler.js';
import type { Sequence } from './sequence.js';
import { Slots } from './slots.js';

export interface EngineOptions {
  /** Prompt tokens that are read between two steps of the running texts, at most. */
  prefillChunk: number;
  /** Bytes of keys and values that are kept of the beginnings of prompts; 0 keeps none. */
  prefixCacheBytes: number;
  /** Whether a text that is written alone is written by guessing ahead: faster, and not the same to the last bit. */
  speculate: boolean;
  /** Hears of every step that has ended: the texts that it wrote for, 0 where it read a prompt. */
  onStep?: (texts: number) => void;
}

/** Writes many texts at once with one model: requests join and leave between steps, and nobody notices the others. */
export class Engine {
  private readonly slots: Slots;
  private readonly pace: PrefillPace;
  private readonly scheduler: Scheduler;
  private readonly writing: Writing;
  private readonly prefixes: PrefixCache;
  private readonly readers = new Map<Sequence, Reader>();
  private nextId = 0;
  private looping = false;

  constructor(
    private readonly language: LanguageModel,
    private readonly options: EngineOptions,
  ) {
    const { slots, positions, vocabularySize } = language.model;
    this.slots = new Slots(slots, positions);
    this.pace = new PrefillPace(options.prefillChunk);
    this.scheduler = new Scheduler(this.slots, (streams, waiting) => this.pace.chunk(streams, waiting));
    this.writing = {
      sampler: new Sampler(vocabularySize),
      logProbabilities: new LogProbabilities(vocabularySize),
      endTokenIds: language.endTokenIds,
    };
    this.prefixes = new PrefixCache(options.prefixCacheBytes);
  }

  /** What keeping the beginnings of prompts has been good for. */
  get prefixStatistics(): Readonly<PrefixStatistics> {
    return this.prefixes.statistics;
  }

  /** Whether nothing runs, nothing waits and every slot is free. */
  get isIdle(): boolean {
    return this.scheduler.isIdle && this.readers.size === 0;
  }

  /** Cold: nothing runs before the subscription; unsubscribing frees the slot before the next step. */
  generate(request: TextRequest): Observable<TextEvent> {
    return new Observable((subscriber) => {
      const sequence = createSequence(this.nextId++, request, this.language);
      const loopGuard = request.loopGuard ?? this.language.defaults.loopGuard;
      const answer = new AnswerText(this.language.tokenBytes, { ...request, loopGuard });
      this.readers.set(sequence, new Reader(sequence, answer, this.writing, subscriber));
      this.scheduler.add(sequence);
      this.tellPositions();
      void this.loop();
      return () => {
        this.readers.delete(sequence);
        sequence.abort();
      };
    });
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
    for (const { from, to, length } of this.scheduler.sweep()) this.language.model.cache?.move(from, to, length);
    const newcomer = this.scheduler.admit();
    if (newcomer !== undefined) this.begin(newcomer);
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

  /** What the prompt shares with earlier ones need not be read again. */
  private begin(sequence: Sequence): void {
    const { tokenIds, promptLength } = sequence;
    const { cache } = this.language.model;
    const blocks = cache === undefined ? [] : this.prefixes.find(tokenIds, promptLength);
    const cachedTokens = blocks.reduce((sum, { length }) => sum + length, 0);
    const slot = this.slots.slotOf(sequence);
    if (cachedTokens > 0) this.reserve(cachedTokens);
    for (const block of blocks) {
      cache?.write(slot, sequence.computed, block);
      sequence.computed += block.length;
    }
    this.readers.get(sequence)?.started(cachedTokens);
  }

  private async prefill({ sequence, slot, start, end }: Step & { phase: 'prefill' }): Promise<void> {
    const { promptLength } = sequence;
    const isPrompt = start < promptLength;
    this.reserve(end);
    const startedAt = performance.now();
    const rows = isPrompt ? 1 : end - start;
    const logits = await this.language.model.extend(slot, sequence.tokenIds, start, end, rows);
    sequence.stepped(isPrompt ? 'prompt' : 'answer', secondsSince(startedAt));
    this.options.onStep?.(0);
    sequence.computed = end;
    if (end === promptLength && sequence.isRunning) {
      this.keepPrefix(sequence, slot);
      sequence.promptRead(logits);
    }
    if (end >= promptLength) this.takeEach(sequence, logits, rows);
    this.pace.read(end - start, secondsSince(startedAt));
  }

  private keepPrefix({ tokenIds, promptLength }: Sequence, slot: number): void {
    const { cache } = this.language.model;
    if (cache === undefined) return;
    this.prefixes.keep(tokenIds, promptLength, (start, end) => cache.read(slot, start, end));
  }

  private async decode({ sequences }: Step & { phase: 'decode' }): Promise<void> {
    const guess = sequences.length === 1 ? this.guessFor(sequences[0]) : [];
    if (guess.length > 0) return this.verify(sequences[0], guess);
    this.reserve(1 + Math.max(...sequences.map(({ computed }) => computed)));
    const startedAt = performance.now();
    const logits = await this.language.model.decode(
      sequences.map(({ lastToken }) => lastToken),
      sequences.map(({ computed }) => computed),
    );
    const seconds = secondsSince(startedAt);
    this.pace.wrote(seconds);
    this.options.onStep?.(sequences.length);
    sequences.forEach((sequence, row) => {
      sequence.computed += 1;
      sequence.stepped('answer', seconds);
      if (sequence.isRunning) this.take(sequence, logits, row * this.language.model.vocabularySize);
    });
  }

  /** How the text of somebody who writes alone may go on. */
  private guessFor(sequence: Sequence): number[] {
    if (!this.options.speculate) return [];
    const room = sequence.maxLength - sequence.length - 1;
    return this.readers.get(sequence)?.lookup.guess(sequence.tokenIds, sequence.length, room) ?? [];
  }

  /** Reads the last token and a guess at what follows in one step, and takes as much of it as would have been chosen. */
  private async verify(sequence: Sequence, guess: readonly number[]): Promise<void> {
    const { model } = this.language;
    const { computed, length } = sequence;
    sequence.tokenIds.set(guess, length);
    this.reserve(length + guess.length);
    const startedAt = performance.now();
    const logits = await model.extend(0, sequence.tokenIds, computed, length + guess.length, guess.length + 1);
    this.options.onStep?.(1);
    sequence.stepped('answer', secondsSince(startedAt));
    let right = 0;
    for (let row = 0; row <= guess.length && sequence.isRunning; row += 1) {
      sequence.computed += 1;
      this.take(sequence, logits, row * model.vocabularySize);
      if (sequence.length === length + row || sequence.lastToken !== guess[row]) break;
      right += 1;
    }
    this.readers.get(sequence)?.lookup.learn(guess.length, right);
  }

  /** Room for the sequences that hold a slot, of which the next step makes one `length` tokens long. */
  private reserve(length: number): void {
    const { sequences } = this.slots;
    const longest = sequences.reduce((most, { computed }) => Math.max(most, computed), length);
    this.language.model.cache?.reserve(sequences.length, longest);
  }

  /** A token from each row of logits. */
  private takeEach(sequence: Sequence, logits: Float32Array, rows: number): void {
    const { vocabularySize } = this.language.model;
    for (let row = 0; row < rows && sequence.isRunning; row += 1) this.take(sequence, logits, row * vocabularySize);
  }

  /** Chooses a sequence's next token. Where nothing can be chosen from its logits, it alone fails. */
  private take(sequence: Sequence, logits: Float32Array, offset: number): void {
    const reader = this.readers.get(sequence);
    try {
      reader?.take(logits, offset);
    } catch (error) {
      return this.fail(sequence, asMuseError(error));
    }
    if (sequence.status !== 'finished') return;
    this.readers.delete(sequence);
    reader?.finished();
  }

  private fail(sequence: Sequence, failure: MuseError): void {
    const reader = this.readers.get(sequence);
    sequence.abort();
    reader?.failed(failure);
  }

  private tellPositions(): void {
    this.scheduler.queue.forEach((sequence, index) => this.readers.get(sequence)?.queued(index + 1));
  }
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}

/** What a step throws is the model's failure: its graph could not be run, or computed nothing that a token can be chosen from. */
function asMuseError(error: unknown): MuseError {
  if (error instanceof MuseError) return error;
  const outOfMemory = error instanceof Error && /bad_alloc|allocat|out of memory/i.test(error.message);
  return outOfMemory
    ? new MuseError('out_of_memory', 'The model ran out of memory on this request.', { cause: error })
    : new MuseError('model_failed', 'The model failed while it wrote. Its files may be damaged; the log says more.', {
        cause: error,
      });
}
