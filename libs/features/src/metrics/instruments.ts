import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Makes what measures, in a registry of its own: two services in one process would not share a figure. */
export class Instruments {
  readonly registry = new Registry();

  /** A number that only grows; by convention its name ends in `_total`. */
  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name: `muse_${name}`, help, labelNames, registers: [this.registry] });
  }

  /** How often something was how large, in buckets up to these bounds. */
  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: readonly number[],
  ): Histogram<Label> {
    return new Histogram({ name: `muse_${name}`, help, labelNames, buckets: [...buckets], registers: [this.registry] });
  }

  /** What is now, without labels; asked for whenever somebody reads the metrics. */
  reading(name: string, help: string, read: () => number | Promise<number>): void {
    this.gauge(name, help, [], async (gauge) => gauge.set(await read()));
  }

  /** What is now at each model. A model that is not named has no figure. */
  readings(name: string, help: string, read: () => Iterable<readonly [model: string, value: number]>): void {
    this.gauge(name, help, ['model'], (gauge) => {
      gauge.reset();
      for (const [model, value] of read()) gauge.set({ model }, value);
    });
  }

  private gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    collect: (gauge: Gauge<Label>) => void | Promise<void>,
  ): void {
    const gauge: Gauge<Label> = new Gauge({
      name: `muse_${name}`,
      help,
      labelNames,
      registers: [this.registry],
      collect: () => collect(gauge),
    });
  }
}
