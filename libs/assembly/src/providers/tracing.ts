import { type FactoryProvider, Logger } from '@nestjs/common';
import { openTracing } from '@muse/adapters/tracing/open-tracing.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { Tracing } from '@muse/core/tracing/tracing.js';

/** Who hears of what is done when: the collector that the configuration names, or nobody. */
export function tracingProvider(config: MuseConfig): FactoryProvider<Tracing> {
  return {
    provide: Tracing,
    useFactory: () => {
      const logger = new Logger('Tracing');
      return openTracing({
        endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT,
        serviceName: config.OTEL_SERVICE_NAME,
        share: config.OTEL_TRACES_SAMPLER_ARG,
        log: (text) => logger.warn(text),
      });
    },
  };
}
