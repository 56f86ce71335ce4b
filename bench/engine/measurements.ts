import { medians } from './statistics.js';

/**
 * `ours` serves exact 8 bit weights and `dynamic` the format that also rounds activations; `llama` decodes its texts in step,
 * which is the best that it can do, and `llama-free` as node-llama-cpp does by itself; `raw` is ONNX Runtime alone.
 */
export const serverNames = ['ours', 'dynamic', 'transformers', 'llama', 'llama-free', 'raw'] as const;
export type ServerName = (typeof serverNames)[number];

export type Figures = Record<string, number>;

/** What one server came to in one round. */
export interface Measurement {
  scenario: string;
  server: string;
  clients: number;
  figures: Figures;
}

/** Everything that a run measures, in order. */
export class Measurements {
  readonly all: Measurement[] = [];

  add(measurement: Measurement): void {
    this.all.push(measurement);
    const { scenario, server, clients, figures } = measurement;
    const shown = Object.entries(figures).map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`);
    console.log(`${scenario} ${server} x${clients}: ${shown.join(', ')}`);
  }

  /** The medians over the rounds; undefined where nothing was measured. */
  of(scenario: string, server: string, clients = 1): Figures | undefined {
    const rounds = this.all.filter(
      (one) => one.scenario === scenario && one.server === server && one.clients === clients,
    );
    return rounds.length === 0 ? undefined : medians(rounds.map(({ figures }) => figures));
  }
}
