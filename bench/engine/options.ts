import { parseArgs } from 'node:util';
import { type ServerName, serverNames } from './measurements.js';
import { type ScenarioName, scenarioNames } from './scenarios/scenario.js';

/** What `npm run bench -- ...` may ask for. */
export interface BenchOptions {
  clients: number[];
  rounds: number;
  servers: ServerName[];
  scenarios: ScenarioName[];
  /** Whether everything is measured: only then RESULTS.md and the plots are written. */
  isWhole: boolean;
}

export const defaultClients = [1, 4, 8, 16, 32];
const defaultRounds = 3;

/** @throws Error that says what is allowed. */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      clients: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string' },
      scenarios: { type: 'string' },
    },
  });
  const { clients, rounds, only, scenarios } = values;
  return {
    clients: clients === undefined ? defaultClients : listOf(clients).map(positive),
    rounds: rounds === undefined ? defaultRounds : positive(rounds),
    servers: only === undefined ? [...serverNames] : chosen(listOf(only), serverNames),
    scenarios: scenarios === undefined ? [...scenarioNames] : chosen(listOf(scenarios), scenarioNames),
    isWhole: clients === undefined && only === undefined && scenarios === undefined,
  };
}

function listOf(text: string): string[] {
  return text.split(',').map((item) => item.trim());
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 64) {
    throw new Error(`${text}: allowed are whole numbers from 1 to 64.`);
  }
  return value;
}

function chosen<T extends string>(items: readonly string[], allowed: readonly T[]): T[] {
  const unknown = items.find((item) => !allowed.includes(item as T));
  if (unknown !== undefined) throw new Error(`${unknown}: allowed are ${allowed.join(', ')}.`);
  return items as T[];
}
