import { percentile } from '../engine/statistics.js';
import type { MemorySamples } from './memory-samples.js';
import { type Sample, slopeOf } from './slope.js';
import type { Tally } from './tally.js';

export interface SoakResult {
  minutes: number;
  clients: number;
  tally: Tally;
  memory: MemorySamples;
  /** Milliseconds that the answers to /health took. */
  health: readonly number[];
}

/** The first part of a soak fills what is kept on purpose (compiled code, pools, beginnings of prompts), and is left out. */
const warmUp = 0.2;

/** The figures of a soak as Markdown. */
export function report({ minutes, clients, tally, memory, health }: SoakResult, machine: string): string {
  const failures = tally.failures.map(({ action, outcome, count }) => `${action}: ${count} x ${outcome}`);
  return [
    `${machine}; ${minutes} minutes, ${clients} clients at a time.`,
    '',
    `${tally.requests} requests, ${failures.length === 0 ? 'none' : failures.join('; ')} unexpected.`,
    '',
    table(
      ['request', 'outcome', 'count'],
      tally.rows.map(({ action, outcome, count }) => [action, outcome, `${count}`]),
    ),
    '',
    table(
      ['memory (RSS)', 'after the warm-up', 'at the end', 'slope', 'standard error'],
      [memoryRow('API', memory.api), memoryRow('runner', memory.runners)],
    ),
    '',
    `The first ${warmUp * 100} % is warm-up, and left out of the slope. \`GET /health\` every 100 ms: median ` +
      `${percentile(health, 0.5).toFixed(1)} ms, p95 ${percentile(health, 0.95).toFixed(1)} ms, p99 ` +
      `${percentile(health, 0.99).toFixed(1)} ms.`,
  ].join('\n');
}

function memoryRow(name: string, samples: readonly Sample[]): string[] {
  const warm = samples.slice(Math.floor(samples.length * warmUp));
  const { perHour, error } = slopeOf(warm);
  const tenth = Math.ceil(warm.length / 10);
  return [
    name,
    mebibytes(meanOf(warm.slice(0, tenth))),
    mebibytes(meanOf(warm.slice(-tenth))),
    `${perHour.toFixed(1)} MiB/h`,
    `${error.toFixed(1)} MiB/h`,
  ];
}

function mebibytes(value: number): string {
  return `${value.toFixed(1)} MiB`;
}

function meanOf(samples: readonly Sample[]): number {
  return samples.reduce((sum, { value }) => sum + value, 0) / samples.length;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
