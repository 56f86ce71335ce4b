import { randomUUID } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, trace, type Context, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { parseTraceparent } from '@muse/core/tracing/trace-context.js';
import { type Span, type SpanOptions, Tracing } from '@muse/core/tracing/tracing.js';
import { ObservedExporter } from './observed-exporter.js';
import type { TracingOptions } from './tracing-options.js';
import { OtlpSpan } from './otlp-span.js';

/** Milliseconds that the collector may take for what it is sent, and that the service waits for it when it ends. */
const patience = 2000;

/**
 * Spans for a collector, by OTLP over HTTP, sent in batches every two seconds. At most 2048 wait to be sent, what comes on top is
 * dropped, and a collector that fails or hangs costs nothing but them.
 */
export class OtlpTracing extends Tracing {
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;

  constructor({ endpoint, serviceName, share, log }: TracingOptions) {
    super();
    const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces`, timeoutMillis: patience });
    this.provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': serviceName, 'service.instance.id': randomUUID() }),
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
      spanProcessors: [
        new BatchSpanProcessor({
          exporter: new ObservedExporter(exporter, log),
          maxQueueSize: 2048,
          maxExportBatchSize: 512,
          scheduledDelayMillis: 2000,
          exportTimeoutMillis: patience,
        }),
      ],
    });
    this.tracer = this.provider.getTracer('creative-muse');
  }

  override start(name: string, { parent, attributes = {}, answers = false, startedAt }: SpanOptions = {}): Span {
    const kind = answers ? SpanKind.SERVER : SpanKind.INTERNAL;
    const span = new OtlpSpan(this.tracer.startSpan(name, { kind, startTime: startedAt }, contextOf(parent)));
    span.set(attributes);
    return span;
  }

  /** Sends what is left, for as long as the collector's patience lasts. Nest calls it when the service ends. */
  async onApplicationShutdown(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
    await Promise.race([this.provider.shutdown().catch(() => undefined), enough]);
    clearTimeout(timer);
  }
}

function contextOf(traceparent: string | undefined): Context {
  const parent = parseTraceparent(traceparent);
  if (parent === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, isKept } = parent;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: isKept ? 1 : 0, isRemote: true });
}
