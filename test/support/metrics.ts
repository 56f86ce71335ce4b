import type { Service } from './service.js';

/** What GET /metrics answered. */
export class ReadMetrics {
  constructor(readonly text: string) {}

  /** Every name that a query may use, whether it has a sample yet or not. */
  get names(): Set<string> {
    const families = [...this.text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
    return new Set(
      families.flatMap(([, name, type]) =>
        type === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => name + suffix) : [name],
      ),
    );
  }

  /** The samples of a metric, by their labels as they are written. */
  of(name: string): Record<string, number> {
    const samples = [...this.text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].filter(([, found]) => found === name);
    return Object.fromEntries(
      samples.map(([, , labels, value]) => [(labels as string | undefined) ?? '', Number(value)]),
    );
  }
}

/** Reads the metrics of a service that needs no key. */
export async function metricsOf(service: Service): Promise<ReadMetrics> {
  const { status, text } = await service.get('/metrics');
  expect(status).toBe(200);
  return new ReadMetrics(text);
}
