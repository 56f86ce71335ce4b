import { Span, type SpanAttributes, type SpanOptions, Tracing } from '@muse/core/tracing/tracing.js';

/** A span that remembers what it was told; its context is its number. */
export class RecordedSpan extends Span {
  override readonly isRecorded = true;
  attributes: SpanAttributes;
  error?: string;
  hasEnded = false;

  constructor(
    public name: string,
    override readonly context: string,
    readonly parent: string | undefined,
    { attributes = {} }: SpanOptions,
  ) {
    super();
    this.attributes = attributes;
  }

  override rename(name: string): void {
    if (!this.hasEnded) this.name = name;
  }

  override set(attributes: SpanAttributes): void {
    if (!this.hasEnded) this.attributes = { ...this.attributes, ...attributes };
  }

  override failed(code: string): void {
    if (!this.hasEnded) this.error = code;
  }

  override end(): void {
    this.hasEnded = true;
  }
}

/** Tracing that remembers its spans, in the order in which they began. */
export class RecordedTracing extends Tracing {
  readonly spans: RecordedSpan[] = [];

  override start(name: string, options: SpanOptions = {}): Span {
    const span = new RecordedSpan(name, String(this.spans.length), options.parent, options);
    this.spans.push(span);
    return span;
  }

  /** Each span as `name below its parent`, with `!code` where it failed and `…` where it has not ended. */
  get told(): string[] {
    return this.spans.map(({ name, parent, error, hasEnded }) => {
      const above = this.spans.find(({ context }) => context === parent)?.name ?? parent;
      const failure = error === undefined ? '' : ` !${error}`;
      return `${name}${above === undefined ? '' : ` < ${above}`}${failure}${hasEnded ? '' : ' …'}`;
    });
  }
}
