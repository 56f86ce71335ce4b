import { MuseError } from '../errors/muse-error.js';
import type { TextRestart } from '../generations/generations.js';
import { lengthOf } from '../generations/length-of.js';
import { progressOf } from '../generations/progress.js';
import type { Usage } from '../ideas/usage.js';
import { splitText } from '../ideas/split-text.js';
import type { TextEvent, TextRequest } from '../models/text-generation.js';
import type { Candidate, CandidateScores } from './candidate.js';
import { MeanLogprob } from './mean-logprob.js';
import type { ModelTask } from './model-task.js';

/** What a candidate is worth, and where that puts it. */
export interface Verdict {
  scores: CandidateScores;
  sum: number;
  rank: number | null;
  reason: string;
}

/** A candidate while it is written: gathers its text and its figures. */
export class CandidateDraft {
  text = '';
  /** Characters (code points) of the text. */
  length = 0;
  /** Its place in the queue; undefined where it does not wait. */
  position?: number;
  /** How far it is, 0 to 1; 1 where it has ended. */
  progress = 0;
  error?: MuseError;
  /** The mean log-probability of its tokens under another model; null as long as none has read it. */
  crossLogprob: number | null = null;
  readonly usage: Usage = { promptTokens: 0, completionTokens: 0 };
  private mean = new MeanLogprob();
  private maxTokens: number;
  private seconds = 0;

  constructor(
    readonly index: number,
    private readonly task: ModelTask,
    /** When the ensemble was asked for, on the clock of `performance.now()`. */
    private readonly startedAt: number,
    private readonly fused = false,
  ) {
    this.maxTokens = task.request.maxTokens;
  }

  get model(): string {
    return this.task.model;
  }

  get request(): TextRequest {
    return this.task.request;
  }

  /** The mean log-probability of its tokens under its own model; null where it has none. */
  get meanLogprob(): number | null {
    return this.mean.value;
  }

  /** @throws MuseError `empty_answer` where the model ended without a word. */
  take(event: TextEvent | TextRestart): void {
    switch (event.type) {
      case 'queued':
        this.position = event.position;
        return;
      case 'started':
        this.position = undefined;
        this.usage.promptTokens = event.promptTokens;
        this.maxTokens = event.maxTokens;
        return;
      case 'text':
        this.append(event);
        return;
      case 'restarted':
        [this.text, this.length, this.mean] = ['', 0, new MeanLogprob()];
        return;
      case 'finished':
        this.usage.completionTokens = event.completionTokens;
        if (splitText(this.text).title === '') throw emptyAnswer(this.model);
        this.end();
    }
  }

  fail(thrown: unknown): MuseError {
    const error = MuseError.from(thrown);
    this.error = error;
    this.position = undefined;
    this.end();
    return error;
  }

  /** @param verdict left out where it failed */
  finish(verdict?: Verdict): Candidate {
    const { index, model, fused, error, usage } = this;
    const { title, content } = error === undefined ? splitText(this.text) : { title: '', content: '' };
    return {
      index,
      modelUsed: model,
      fused,
      seed: this.request.sampling.seed,
      title,
      content,
      ...(verdict ?? { scores: null, sum: null, rank: null, reason: '' }),
      error: error === undefined ? null : { code: error.code, detail: error.detail },
      generationTime: this.seconds,
      usage: { ...usage },
    };
  }

  private append({ text, completionTokens, logprobs }: TextEvent & { type: 'text' }): void {
    this.text += text;
    this.length += lengthOf(text);
    this.usage.completionTokens = completionTokens;
    this.progress = Math.max(this.progress, progressOf(completionTokens, this.maxTokens));
    this.mean.add(logprobs);
  }

  private end(): void {
    this.progress = 1;
    this.seconds = (performance.now() - this.startedAt) / 1000;
  }
}

function emptyAnswer(model: string): MuseError {
  return new MuseError('empty_answer', `The model ${model} ended without writing a word.`);
}
