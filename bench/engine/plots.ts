import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChartLine, lineChart } from './line-chart.js';
import { type Measurements, serverNames } from './measurements.js';
import { titleOf } from './report.js';

/** Draws what changes with the number of clients. */
export function writePlots(folder: string, measured: Measurements, clients: readonly number[]): void {
  const servers = serverNames.filter((server) => !['raw', 'llama-free'].includes(server));
  const lines = (figure: string, unit: number): ChartLine[] =>
    servers.map((server) => ({
      name: titleOf(server),
      values: new Map(
        clients.flatMap((count) => {
          const value = measured.of('load', server, count)?.[figure];
          return value === undefined ? [] : [[count, value / unit] as const];
        }),
      ),
    }));
  mkdirSync(folder, { recursive: true });
  const write = (file: string, title: string, yTitle: string, charted: readonly ChartLine[]): void =>
    writeFileSync(join(folder, file), lineChart({ title, xTitle: 'clients', yTitle }, charted));
  const condition = 'one model thread, 128 tokens of prompt and 64 new ones';
  write('tokens-per-second.svg', `Tokens per second: ${condition}`, 'tokens/s', lines('tokensPerSecond', 1));
  write('first-token.svg', `Time to the first token: ${condition}`, 'seconds, median', lines('firstToken50', 1000));
}
