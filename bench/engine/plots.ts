import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ChartLine, lineChart } from './line-chart.js';
import { type Measurements, type ServerName, serverNames } from './measurements.js';
import { titleOf } from './report.js';

/** Draws what changes with the number of clients. */
export function writePlots(folder: string, measured: Measurements, clients: readonly number[]): void {
  const lines = (figure: string, servers: readonly ServerName[]): ChartLine[] =>
    servers.map((server) => ({
      name: titleOf(server),
      values: new Map(
        clients.flatMap((count) => {
          const value = measured.of('load', server, count)?.[figure];
          return value === undefined ? [] : [[count, value] as const];
        }),
      ),
    }));
  const servers = serverNames.filter((server) => server !== 'raw');
  mkdirSync(folder, { recursive: true });
  const write = (file: string, title: string, yTitle: string, figure: string): void =>
    writeFileSync(join(folder, file), lineChart({ title, xTitle: 'clients', yTitle }, lines(figure, servers)));
  write('tokens-per-second.svg', 'Tokens per second, one model thread', 'tokens/s', 'tokensPerSecond');
  write('first-token.svg', 'Time to the first token, one model thread', 'ms, median', 'firstToken50');
}
