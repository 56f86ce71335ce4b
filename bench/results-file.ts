import { cpus } from 'node:os';
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';

/**
 * Puts what a bench measured into RESULTS.md, between `<!-- name:begin -->` and `<!-- name:end -->`. What stands around that
 * is written by people, and stays.
 */
export async function writeResults(file: string, name: string, measured: string): Promise<void> {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const before = await readFile(file, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin} ... ${end}`);
  const text = `${before.slice(0, from)}${begin}\n\n${measured}\n\n${before.slice(to)}`;
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}

/** When and where a bench ran. */
export function machineLine(date = new Date()): string {
  const processors = cpus();
  return `${date.toISOString().slice(0, 10)}, ${processors.length} x ${processors[0].model.trim()}, Node ${process.version}`;
}
