// Measures one process against several; see bench/RESULTS.md. `npm run bench:scale`, or a part of it:
//     npm run bench:scale -- --rounds 1 --scenarios load,cancel
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PostgresServer } from '../../test/servers/postgres-server.js';
import { RedisServer } from '../../test/servers/redis-server.js';
import { ensureModels } from '../engine/bench-models.js';
import { Measurements } from '../engine/measurements.js';
import { machineLine, writeResults } from '../results-file.js';
import { stopAll } from './processes.js';
import { reportOf } from './report.js';
import { cached } from './scenarios/cached.js';
import { cancel } from './scenarios/cancel.js';
import { commands } from './scenarios/commands.js';
import { load } from './scenarios/load.js';
import { recovery } from './scenarios/recovery.js';
import { type Scenario, type ScenarioName, scenarioNames } from './scenarios/scenario.js';

const scenarios: Record<ScenarioName, Scenario> = { load, commands, cancel, recovery, cached };

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '2' }, scenarios: { type: 'string' } } });
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1 || rounds > 20) throw new Error('--rounds: allowed are 1 to 20.');
const chosen = (values.scenarios?.split(',') ?? scenarioNames) as ScenarioName[];
const unknown = chosen.find((name) => !scenarioNames.includes(name));
if (unknown !== undefined) throw new Error(`${unknown}: allowed are ${scenarioNames.join(', ')}.`);

const root = process.cwd();
const models = ensureModels(root);
const measurements = new Measurements();
const started = new Date();
const loadBefore = loadavg()[0];
try {
  const places = { models, postgres: await PostgresServer.start() };
  for (const name of chosen) {
    try {
      await scenarios[name]({ places, rounds, measurements });
    } catch (error) {
      // What the others measure is still worth reading.
      console.error(name, error);
      process.exitCode = 1;
      await stopAll();
    }
  }
} finally {
  await stopAll();
  await Promise.all([RedisServer.removeAll(), PostgresServer.removeAll()]);
}

const minutes = Math.round((Date.now() - started.getTime()) / 60_000);
const machine =
  `${machineLine(started)}. ${rounds === 1 ? 'One round' : `${rounds} rounds`} in ${minutes} minutes${rounds === 1 ? '' : '; every figure of a load is the median of its rounds'}. ` +
  `Load of the machine just before: ${loadBefore.toFixed(1)}.`;
const report = reportOf(measurements, machine);
console.log(`\n${report}`);

const raw = join(root, '.build/bench/measured');
mkdirSync(raw, { recursive: true });
const file = join(raw, `scale-${started.toISOString().replaceAll(':', '-')}.json`);
writeFileSync(file, JSON.stringify({ machine, measurements: measurements.all }, undefined, 1));
if (values.scenarios === undefined && process.exitCode === undefined) {
  await writeResults(join(root, 'bench/RESULTS.md'), 'scale', report);
} else {
  console.log('\nNot everything was measured: RESULTS.md stays as it is.');
}
