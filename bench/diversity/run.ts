// Measures how different ideas for one prompt are, and what candidates make of them; see bench/RESULTS.md.
// `npm run bench:diversity`, or a part of it:
//     npm run bench:diversity -- --prompts 20 --parts distinct
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { languages } from '../../libs/core/src/ideas/idea.js';
import { machineLine, writeResults } from '../results-file.js';
import { stopAll } from '../scale/processes.js';
import { measureSingles, measureWays } from './measure.js';
import { benchPrompts } from './prompts.js';
import { singlesSection, waysSection } from './report.js';
import { BenchService } from './service.js';
import { type PartName, parts } from './ways.js';

const whole = 100;
const partNames = Object.keys(parts) as PartName[];
const { values } = parseArgs({
  options: { prompts: { type: 'string', default: String(whole) }, parts: { type: 'string' } },
});
const count = Number(values.prompts);
if (!Number.isInteger(count / languages.length) || count < 1 || count > whole) {
  throw new Error(`--prompts: allowed are multiples of ${languages.length} up to ${whole}.`);
}
const chosen = (values.parts?.split(',') ?? partNames) as PartName[];
const unknown = chosen.find((name) => !partNames.includes(name));
if (unknown !== undefined) throw new Error(`${unknown}: allowed are ${partNames.join(', ')}.`);

const root = process.cwd();
const wishes = benchPrompts(root, count);
try {
  const service = await BenchService.start(join(root, 'models'));
  for (const part of chosen) await measure(part, service);
} finally {
  await stopAll();
}

async function measure(part: PartName, service: BenchService): Promise<void> {
  const started = new Date();
  const loadBefore = loadavg()[0];
  const singles = part === 'candidates' ? singlesSection(await measureSingles(service, wishes)) : [];
  const ways = waysSection(`Ten ideas: ${part}`, await measureWays(service, parts[part], wishes));
  const minutes = Math.round((Date.now() - started.getTime()) / 60_000);
  const machine = `${machineLine(started)}. ${count} prompts in ${minutes} minutes, one thread. Load of the machine just before: ${loadBefore.toFixed(1)}.`;
  const report = [machine, ...ways, ...singles].join('\n\n');
  console.log(`\n${report}\n`);
  if (count === whole) await writeResults(join(root, 'bench/RESULTS.md'), part, report);
  else console.log('Not everything was measured: RESULTS.md stays as it is.');
}
