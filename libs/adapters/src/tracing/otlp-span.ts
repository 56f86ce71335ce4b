import { type Span as OpenTelemetrySpan, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { toTraceparent } from '@muse/core/tracing/trace-context.js';
import { Span, type SpanAttributes } from '@muse/core/tracing/tracing.js';

/** A span of OpenTelemetry's. */
export class OtlpSpan extends Span {
  constructor(private readonly span: OpenTelemetrySpan) {
    super();
  }

  override get context(): string {
    const { traceId, spanId, traceFlags } = this.span.spanContext();
    return toTraceparent({ traceId, spanId, isKept: (traceFlags & TraceFlags.SAMPLED) !== 0 });
  }

  override get isRecorded(): boolean {
    return this.span.isRecording();
  }

  override rename(name: string): void {
    this.span.updateName(name);
  }

  override set(attributes: SpanAttributes): void {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== undefined) this.span.setAttribute(name, typeof value === 'object' ? [...value] : value);
    }
  }

  override failed(code: string): void {
    this.span.setStatus({ code: SpanStatusCode.ERROR });
    this.span.setAttribute('error.type', code);
  }

  override end(): void {
    if (this.isRecorded) this.span.end();
  }
}
