import { noTracing, type Tracing } from '@muse/core/tracing/tracing.js';
import type { TracingOptions } from './tracing-options.js';

/** Tracing to a collector; where there is none, OpenTelemetry's packages are not even loaded. */
export async function openTracing(options: TracingOptions): Promise<Tracing> {
  if (options.endpoint === '') return noTracing;
  const { OtlpTracing } = await import('./otlp-tracing.js');
  return new OtlpTracing(options);
}
