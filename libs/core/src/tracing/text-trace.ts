import { defer, finalize, type Observable, take, tap } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { TextEvent, TextRequest } from '../models/text-generation.js';
import type { Span, SpanAttributes, Tracing } from './tracing.js';

/** A text that is traced. */
export interface TracedText {
  /** Key of the catalog. */
  model: string;
  request: TextRequest;
  /** Emits when its model has been loaded; left out where it is loaded already. */
  loaded?: Observable<unknown>;
  /** The W3C traceparent that the text belongs below; left out, it begins a trace. */
  parent?: string;
}

/**
 * The spans of one text: all of it, and below that its wait (with the load that it waited for) and what its runner did. Names and attributes are those of OpenTelemetry's conventions for generative AI where these have any.
 */
export class TextTrace {
  private readonly whole: Span;
  private readonly wait: Span;
  private readonly load?: Span;
  private writing?: Span;
  private hasEnded = false;

  constructor(
    private readonly tracing: Tracing,
    private readonly text: TracedText,
  ) {
    this.whole = tracing.start(`${operationOf(text)} ${text.model}`, {
      parent: text.parent,
      attributes: attributesOf(text),
    });
    this.wait = this.below('wait', { 'muse.model.warm': text.loaded === undefined });
    if (text.loaded !== undefined) {
      this.load = tracing.start('load model', { parent: this.wait.context, attributes: modelOf(text) });
    }
  }

  /** The traceparent of what is done with the text. */
  get context(): string | undefined {
    return this.whole.context;
  }

  /** What the model is asked for: where somebody will see it, the runner tells its steps as well. */
  get request(): TextRequest {
    const { request } = this.text;
    return this.whole.isRecorded ? { ...request, tellsSteps: true } : request;
  }

  /** Hears what the model tells. */
  hearing(events: Observable<TextEvent>): Observable<TextEvent> {
    return defer(() => {
      const loading = this.text.loaded?.pipe(take(1)).subscribe(() => this.load?.end());
      return events.pipe(
        tap((event) => this.hear(event)),
        finalize(() => loading?.unsubscribe()),
      );
    });
  }

  /** Hears how it all ends. */
  ending<T>(events: Observable<T>): Observable<T> {
    return events.pipe(
      tap({ complete: () => (this.hasEnded = true), error: (error: unknown) => this.fail(MuseError.from(error)) }),
      finalize(() => this.left()),
    );
  }

  private hear(event: TextEvent): void {
    switch (event.type) {
      case 'queued':
        return;
      case 'started':
        this.load?.end();
        this.wait.end();
        this.whole.set({ 'gen_ai.usage.input_tokens': event.promptTokens });
        this.writing = this.below(this.isGiven ? 'read text' : 'write text', {
          'muse.prompt.cached_tokens': event.cachedTokens,
        });
        return;
      case 'text':
        return;
      case 'finished':
        this.writing?.set(stepsOf(event));
        this.writing?.end();
        this.whole.set({
          'gen_ai.usage.output_tokens': this.isGiven ? undefined : event.completionTokens,
          'gen_ai.response.finish_reasons': [event.reason],
        });
    }
  }

  /** What has ended already stays as it is. */
  private fail({ code }: MuseError): void {
    this.hasEnded = true;
    const waited = this.writing === undefined ? [this.load, this.wait] : [this.writing];
    for (const span of [...waited, this.whole]) span?.failed(code);
  }

  private left(): void {
    if (!this.hasEnded) this.whole.set({ 'muse.cancelled': true });
    for (const span of [this.load, this.wait, this.writing, this.whole]) span?.end();
  }

  /** Whether nothing is written. */
  private get isGiven(): boolean {
    return this.text.request.given !== undefined;
  }

  private below(name: string, attributes: SpanAttributes): Span {
    return this.tracing.start(name, { parent: this.whole.context, attributes });
  }
}

function operationOf({ request }: TracedText): string {
  return request.prompt.type === 'chat' ? 'chat' : 'text_completion';
}

function attributesOf(text: TracedText): SpanAttributes {
  const { model, request } = text;
  const { maxTokens, sampling } = request;
  return {
    'gen_ai.operation.name': operationOf(text),
    'gen_ai.provider.name': 'creative_muse',
    'gen_ai.request.model': model,
    'gen_ai.request.max_tokens': maxTokens,
    'gen_ai.request.temperature': sampling.temperature,
    'gen_ai.request.top_p': sampling.topP,
    'gen_ai.request.top_k': sampling.topK,
  };
}

function modelOf({ model }: TracedText): SpanAttributes {
  return { 'gen_ai.request.model': model };
}

function stepsOf({ steps }: TextEvent & { type: 'finished' }): SpanAttributes {
  return {
    'muse.prompt.steps': steps?.prompt.count,
    'muse.prompt.seconds': steps?.prompt.seconds,
    'muse.answer.steps': steps?.answer.count,
    'muse.answer.seconds': steps?.answer.seconds,
  };
}
