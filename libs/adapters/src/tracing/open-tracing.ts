import { noTracing, type Tracing } from '@muse/core/tracing/tracing.js';

export interface TracingOptions {
  /** Address of the collector; empty for none. */
  endpoint: string;
  serviceName: string;
  /** Share of the traces that begin here and are kept, 0 to 1. */
  share: number;
  /** Says when the collector does not answer, and when it does again. */
  log: (text: string) => void;
}

/** Tracing to a collector; where there is none, OpenTelemetry's packages are not even loaded. */
export async function openTracing(options: TracingOptions): Promise<Tracing> {
  if (options.endpoint === '') return noTracing;
  const { OtlpTracing } = await import('./otlp-tracing.js');
  return new OtlpTracing(options);
}
