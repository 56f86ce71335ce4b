// Measures this service and its peers side by side; see bench/RESULTS.md. `npm run bench:engine`
//     npm run bench:engine -- --clients 1,8 --rounds 2 --only ours,llama --scenarios load,hang-up
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machineLine, writeResults } from '../results-file.js';
import { ensureModels } from './bench-models.js';
import { Measurements } from './measurements.js';
import { parseOptions } from './options.js';
import { installLlama } from './peers/install.js';
import { writePlots } from './plots.js';
import { reportOf } from './report.js';
import { company } from './scenarios/company.js';
import { cores } from './scenarios/cores.js';
import { hangUp } from './scenarios/hang-up.js';
import { load } from './scenarios/load.js';
import { prefix } from './scenarios/prefix.js';
import { repeat } from './scenarios/repeat.js';
import type { Scenario, ScenarioName } from './scenarios/scenario.js';

const scenarios: Record<ScenarioName, Scenario> = { load, cores, 'hang-up': hangUp, prefix, repeat, company };

const root = process.cwd();
const options = parseOptions(process.argv.slice(2));
const measurements = new Measurements();
const places = {
  root,
  models: ensureModels(root),
  llama: options.servers.some((server) => server.startsWith('llama')) ? await installLlama(root) : '',
};
const started = new Date();
for (const name of options.scenarios) await scenarios[name]({ places, options, measurements });

const minutes = Math.round((Date.now() - started.getTime()) / 60_000);
const machine = `${machineLine(started)}. ${options.rounds} rounds in ${minutes} minutes; every figure is the median of its rounds.`;
const report = reportOf(measurements, machine, options.clients);
console.log(`\n${report}`);

const raw = join(root, '.build/bench/measured');
mkdirSync(raw, { recursive: true });
const file = join(raw, `engine-${started.toISOString().replaceAll(':', '-')}.json`);
writeFileSync(file, JSON.stringify({ machine, options, measurements: measurements.all }, undefined, 1));
if (options.isWhole) {
  await writeResults(join(root, 'bench/RESULTS.md'), 'engine', report);
  writePlots(join(root, 'docs/plots'), measurements, options.clients);
} else console.log('\nA part only: RESULTS.md and the plots stay as they are.');
