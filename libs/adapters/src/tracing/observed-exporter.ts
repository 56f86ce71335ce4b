import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

type Sent = Parameters<Parameters<SpanExporter['export']>[1]>[0];

/** Says in the log when the collector fails for the first time, and when it is back: not each time between. */
export class ObservedExporter implements SpanExporter {
  private isFailing = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly log: (text: string) => void,
  ) {}

  export(spans: ReadableSpan[], done: (result: Sent) => void): void {
    this.exporter.export(spans, (result) => {
      this.note(result);
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  private note({ error }: Sent): void {
    const isFailing = error !== undefined;
    if (isFailing && !this.isFailing) {
      this.log(`The traces do not reach their collector, and are lost: ${error.message}`);
    }
    if (!isFailing && this.isFailing) this.log('The traces reach their collector again.');
    this.isFailing = isFailing;
  }
}
