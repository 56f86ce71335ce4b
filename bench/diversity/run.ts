// Measures how different ideas for one prompt are; see bench/RESULTS.md. `npm run bench:diversity`, or a part of it:
//     npm run bench:diversity -- --prompts 20
import { join } from 'node:path';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { languages } from '../../libs/core/src/ideas/idea.js';
import { machineLine, writeResults } from '../results-file.js';
import { startApi, stopAll } from '../scale/processes.js';
import { type BatchAnswer, type Figures, judge } from './judge.js';
import { benchPrompts } from './prompts.js';
import { reportOf } from './report.js';
import { ideasEach, ways } from './ways.js';

const whole = 100;
const { values } = parseArgs({ options: { prompts: { type: 'string', default: String(whole) } } });
const count = Number(values.prompts);
if (!Number.isInteger(count / languages.length) || count < 1 || count > whole) {
  throw new Error(`--prompts: allowed are multiples of ${languages.length} up to ${whole}.`);
}

const root = process.cwd();
const started = new Date();
const loadBefore = loadavg()[0];
const answers = new Map<string, BatchAnswer[]>(ways.map(({ name }) => [name, []]));
try {
  const { url } = await startApi({ MODEL_CACHE_DIR: join(root, 'models') });
  for (const [turn, wish] of benchPrompts(root, count).entries()) {
    // Each prompt begins with another way: what disturbs the machine disturbs all of them.
    for (let i = 0; i < ways.length; i += 1) {
      const { name, body } = ways[(turn + i) % ways.length];
      answers.get(name)!.push(await ask(`${url}/api/v1/generate/batch`, body(wish)));
    }
    console.log(`${turn + 1} of ${count} prompts`);
  }
} finally {
  await stopAll();
}

const measured = new Map<string, Figures>([...answers].map(([name, own]) => [name, judge(own, ideasEach)]));
const minutes = Math.round((Date.now() - started.getTime()) / 60_000);
const machine = `${machineLine(started)}. ${count} prompts in ${minutes} minutes, one thread. Load of the machine just before: ${loadBefore.toFixed(1)}.`;
const report = reportOf(measured, machine);
console.log(`\n${report}`);
if (count === whole) await writeResults(join(root, 'bench/RESULTS.md'), 'diversity', report);
else console.log('\nA part only: RESULTS.md stays as it is.');

async function ask(url: string, body: object): Promise<BatchAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json()) as BatchAnswer;
}
