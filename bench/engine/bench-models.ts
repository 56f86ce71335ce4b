import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBenchModel, makeGguf } from '../../tools/bench-model/bench-model.js';
import type { BenchDtype } from '../../tools/bench-model/linear-layers.js';
import { smolShape } from '../../tools/bench-model/model-shape.js';

/** Tokens of prompt and answer together that every server has room for. */
export const contextLength = 768;

/**
 * `bench` writes texts that depend on the whole prompt and do not repeat themselves; with `echo` the last token decides, so that
 * it repeats what it wrote before where it finds it in its prompt.
 */
const contextGains = { bench: 0.1, echo: 0 };
export type BenchModelName = keyof typeof contextGains;

/** Dtypes of each model that the bench serves. */
const dtypes: Record<BenchModelName, BenchDtype[]> = { bench: ['int8', 'q8'], echo: ['int8'] };

/** Where the models lie; a MODEL_CACHE_DIR with its catalog. */
export interface BenchModels {
  folder: string;
  /** The folder of a model in the layout of transformers.js. */
  directory(model: BenchModelName): string;
  gguf(model: BenchModelName): string;
}

export function catalogKey(model: BenchModelName, dtype: BenchDtype): string {
  return `${model}-${dtype}`;
}

/** Makes the models where they are not there yet; that takes a minute. */
export function ensureModels(root: string): BenchModels {
  const parent = join(root, '.build/bench-models');
  const folder = join(parent, stampOf(root));
  if (!existsSync(folder)) {
    console.log(`Making the models in ${folder}`);
    rmSync(parent, { recursive: true, force: true });
    const fresh = `${folder}.fresh`;
    mkdirSync(fresh, { recursive: true });
    makeModels(fresh);
    renameSync(fresh, folder);
  }
  return {
    folder,
    directory: (model) => join(folder, model),
    gguf: (model) => join(folder, `${model}.gguf`),
  };
}

function makeModels(folder: string): void {
  const names = Object.keys(dtypes) as BenchModelName[];
  const all = names.flatMap((model) => dtypes[model].map((dtype) => ({ model, dtype })));
  for (const { model, dtype } of all) {
    makeBenchModel({ folder: join(folder, model), shape: smolShape, dtype, contextGain: contextGains[model] });
  }
  for (const model of names) {
    makeGguf(join(folder, `${model}.gguf`), { shape: smolShape, contextGain: contextGains[model] });
  }
  const catalog = all.map(({ model, dtype }) => ({
    key: catalogKey(model, dtype),
    directory: model,
    dtype,
    languages: ['en'],
    context_length: contextLength,
    size_gb: 0.15,
    // The shortest one: little stands around a prompt.
    prompt_template: 'muse-mini',
  }));
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(catalog));
}

/** Changes with the code that makes the models. */
function stampOf(root: string): string {
  const hash = createHash('sha256').update(JSON.stringify([contextGains, dtypes, contextLength]));
  const sources = join(root, 'tools/bench-model');
  const files = readdirSync(sources).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(sources, file)));
  return hash.digest('hex').slice(0, 16);
}
